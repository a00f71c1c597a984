import type { FileInput } from '@slack/types';
import { useRef, useState } from 'react';
import type { FileDropped } from '../../client-api.ts';
import { dropped } from '../composer/draft.ts';
import { DropZone } from '../files/drop-zone.tsx';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import type { FieldProps } from './field.tsx';

const MOST = 10;

/** Files, chosen or dropped on the field. */
export function FileField({ element, id, label, value, change, describedBy, invalid }: FieldProps<FileInput>) {
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const files: readonly FileDropped[] = value !== undefined && 'files' in value ? value.files : [];
  const most = element.max_files ?? MOST;
  const add = async (more: readonly File[]) => {
    const all = [...files, ...(await dropped(more))];
    setProblem(all.length > most ? `At most ${most === 1 ? 'one file' : `${most} files`}; the rest is left out.` : '');
    change({ files: all.slice(0, most) });
  };
  const remove = (at: number) => change({ files: files.filter((_, index) => index !== at) });
  return (
    <DropZone add={(more) => void add(more)} able>
      <div className="file-field">
        <button
          type="button"
          id={id}
          className="button"
          aria-label={`${label}: choose files`}
          aria-describedby={describedBy}
          onClick={() => picker.current?.click()}
        >
          <Icon name="clip" size={16} /> Choose files
        </button>
        <span className="file-field-note">or drop them here</span>
        <input
          ref={picker}
          type="file"
          hidden
          multiple={most > 1}
          accept={element.filetypes?.map((type) => `.${type}`).join(',')}
          aria-label={label}
          aria-invalid={invalid}
          onChange={(event) => {
            void add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <ul className="chips" aria-label="Files">
          {files.map(({ name }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name
            <li key={at} className="chip">
              <Icon name="file" size={16} /> {name}
              <IconButton icon="close" label={`Leave out ${name}`} size={14} onClick={() => remove(at)} />
            </li>
          ))}
        </ul>
        <p role="status">{problem}</p>
      </div>
    </DropZone>
  );
}
