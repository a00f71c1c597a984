/** Reads the bundle that is named, in a process whose heap its starter bounds; prints how long its text is and what was left out. */
import { createReadStream } from 'node:fs';
import { readBundle } from '../../src/bundle/index.ts';

const { text, notes } = await readBundle('b.tgz', createReadStream(process.argv[2]!, { highWaterMark: 64 * 1024 }));
console.log(JSON.stringify({ characters: text.length, hosts: text.match(/uname -a/g)?.length ?? 0, notes }));
