import { CallFailed } from './tasks/task.ts';

/** Sends the bytes of a file to the address that Slack gave for it. Rejects with `CallFailed`. */
export type PutBytes = (url: string, bytes: Buffer<ArrayBuffer>) => Promise<void>;

const TIME_OUT_MS = 60_000;

/** The address carries its own right to write: the token is not sent. */
export const putBytes: PutBytes = async (url, bytes) => {
  const response = await fetch(url, {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIME_OUT_MS),
  }).catch(() => null);
  await response?.body?.cancel();
  if (response?.ok !== true) {
    throw new CallFailed({ kind: 'again', unsure: false, word: `upload_${response?.status ?? 'no_reply'}` });
  }
};
