export { type Reader, readRecord } from './read.ts';
export { type RecordServer, serveRecord } from './socket/serve.ts';
