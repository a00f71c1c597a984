import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of the worker: in a build beside the program or above its chunks, among the sources here. */
export function workerFile(): string {
  const places = ['./worker-source.mjs', './answering-worker.js', '../answering-worker.js'].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`there is no worker: ${places.join(', ')}`);
  return found;
}
