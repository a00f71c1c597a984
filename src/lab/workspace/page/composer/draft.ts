import { useCallback, useState } from 'react';
import type { FileDropped } from '../../client-api.ts';
import { base64Of } from '../files/base64.ts';

export interface Draft {
  readonly text: string;
  readonly files: readonly File[];
  setText(text: string): void;
  addFiles(files: readonly File[]): void;
  removeFile(at: number): void;
  clear(): void;
}

/** What was begun and not sent, by place; it waits while another place is open. */
const kept = new Map<string, Begun>();
const NOTHING: Begun = { text: '', files: [] };

interface Begun {
  readonly text: string;
  readonly files: readonly File[];
}

/** The draft of a channel or a thread. */
export function useDraft(place: string): Draft {
  const [draft, setDraft] = useState(kept.get(place) ?? NOTHING);
  const put = useCallback(
    (make: (draft: Begun) => Begun) => {
      setDraft((before) => {
        const next = make(before);
        kept.set(place, next);
        return next;
      });
    },
    [place],
  );
  const setText = useCallback((text: string) => put((before) => ({ ...before, text })), [put]);
  const addFiles = useCallback(
    (files: readonly File[]) => put((before) => ({ ...before, files: [...before.files, ...files] })),
    [put],
  );
  const removeFile = useCallback(
    (at: number) => put((before) => ({ ...before, files: before.files.filter((_, index) => index !== at) })),
    [put],
  );
  const clear = useCallback(() => put(() => NOTHING), [put]);
  return { ...draft, setText, addFiles, removeFile, clear };
}

export async function dropped(files: readonly File[]): Promise<FileDropped[]> {
  return Promise.all(files.map(async (file) => ({ name: file.name, base64: base64Of(await file.arrayBuffer()) })));
}
