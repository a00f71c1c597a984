import type { FileShown } from '../../client-api.ts';
import { Icon } from '../parts/icon.tsx';
import { sizeOf } from './size.ts';
import { useViewer } from './viewer.tsx';

/** A file in a message; opens in the viewer. */
export function FileCard({ file }: { file: FileShown }) {
  const view = useViewer();
  return (
    <button type="button" className="file-card" onClick={() => view(file)}>
      <Icon name="file" size={22} />
      <span>
        <strong>{file.title || file.name}</strong>
        <small>
          {file.name === file.title || file.title === '' ? '' : `${file.name} · `}
          {sizeOf(file.size)}
        </small>
      </span>
      <span className="hidden">, open the file</span>
    </button>
  );
}
