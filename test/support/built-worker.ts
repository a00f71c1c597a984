import { program } from './programs.ts';

/** In place of `src/answering/worker-file.ts` in tests: the worker of the sources takes four times as long to load. */
export const workerFile = (): string => program('answering-worker');
