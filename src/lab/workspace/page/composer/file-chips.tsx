import { sizeOf } from '../files/size.ts';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';

/** Files that wait to be sent. */
export function FileChips({ files, remove }: { files: readonly File[]; remove: (at: number) => void }) {
  if (files.length === 0) return null;
  return (
    <ul className="chips" aria-label="Files to send">
      {files.map((file, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name
        <li key={at} className="chip">
          <Icon name="file" size={16} /> {file.name} <small>{sizeOf(file.size)}</small>
          <IconButton icon="close" label={`Leave out ${file.name}`} size={14} onClick={() => remove(at)} />
        </li>
      ))}
    </ul>
  );
}
