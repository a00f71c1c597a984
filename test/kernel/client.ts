/** Somebody in the clients' net who opens a TCP session. */
import { execFile } from 'node:child_process';
import type { Network } from './network/index.ts';

/** Prints the first line that a server says, or the code of what went wrong. */
const DIAL = `
const [host, port, ms] = process.argv.slice(1);
const socket = require('node:net').connect({ host, port: Number(port) });
const end = (said) => { console.log(said); process.exit(0); };
socket.setTimeout(Number(ms), () => end(socket.connecting ? 'no answer' : 'silent'));
socket.on('error', (fault) => end(fault.code));
socket.on('data', (chunk) => end(String(chunk).split('\\r\\n')[0]));
`;

/** What a server says first to the client, `no answer` where no connection came about in that time. */
export function dial({ names }: Network, address: string, port: number, ms = 8_000): Promise<string> {
  const words = ['netns', 'exec', names.client, process.execPath, '-e', DIAL, address, String(port), String(ms)];
  return new Promise((resolve, reject) =>
    execFile('ip', words, { timeout: 60_000 }, (fault, said) =>
      fault === null ? resolve(said.trim()) : reject(fault),
    ),
  );
}
