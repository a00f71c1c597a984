/** Reads one bundle and prints its peak memory and time as JSON. `tsx bench/bundle-read.ts FILE` (or `none`, for what Node itself takes) */
import { createReadStream } from 'node:fs';
import { readBundle } from '../src/bundle/index.ts';

const [file] = process.argv.slice(2);
const before = process.hrtime.bigint();
const text =
  file === 'none' ? '' : (await readBundle(file!, createReadStream(file!, { highWaterMark: 256 * 1024 }))).text;
const seconds = Number(process.hrtime.bigint() - before) / 1e9;
// Of the whole process, in kB.
const peak = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, peak, characters: text.length }));
