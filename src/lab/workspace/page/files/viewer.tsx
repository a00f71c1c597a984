import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { FileShown } from '../../client-api.ts';
import { sentenceOf } from '../api/calls.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSession } from '../state/session.tsx';
import { bytesOf } from './base64.ts';

export const ViewerContext = createContext<(file: FileShown) => void>(() => {});

/** Opens a file. */
export const useViewer = (): ((file: FileShown) => void) => useContext(ViewerContext);

/** A file's content: text with numbered lines, a picture, or nothing but a way to save it. */
export function FileViewer({ file, close }: { file: FileShown; close: () => void }) {
  const { bytes, problem } = useContent(file.id);
  const url = useMemo(() => {
    return bytes === null ? null : URL.createObjectURL(new Blob([bytes], { type: safeType(file.mimetype) }));
  }, [bytes, file.mimetype]);
  useEffect(() => () => void (url !== null && URL.revokeObjectURL(url)), [url]);
  return (
    <Dialog title={file.name} close={close} className="dialog-wide">
      <div className="viewer">
        {problem !== '' && <p role="alert">{problem}</p>}
        {bytes !== null && url !== null && <Content file={file} bytes={bytes} url={url} />}
      </div>
      <footer className="dialog-foot">
        {url !== null && (
          <a className="button" href={url} download={file.name}>
            <Icon name="download" size={16} /> Save
          </a>
        )}
      </footer>
    </Dialog>
  );
}

/** A page made of a person's file would run in this one's name. */
const safeType = (type: string): string =>
  type.startsWith('image/') && type !== 'image/svg+xml' ? type : 'text/plain';

function Content({ file, bytes, url }: { file: FileShown; bytes: Uint8Array<ArrayBuffer>; url: string }) {
  if (safeType(file.mimetype) !== 'text/plain') return <img src={url} alt={file.title || file.name} />;
  const text = new TextDecoder().decode(bytes);
  if (text.includes('\0')) return <p className="empty">This file is not text. Save it to open it elsewhere.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, by keyboard too
    <pre className="viewer-text" tabIndex={0}>
      {text.split('\n').map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <span key={at} className="viewer-line">
          {line}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

function useContent(id: string): { bytes: Uint8Array<ArrayBuffer> | null; problem: string } {
  const { ask } = useSession();
  const [bytes, setBytes] = useState<Uint8Array<ArrayBuffer> | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    ask('fileContent', { file: id }).then(
      ({ base64 }) => setBytes(bytesOf(base64)),
      (error: unknown) => setProblem(sentenceOf(error)),
    );
  }, [ask, id]);
  return { bytes, problem };
}
