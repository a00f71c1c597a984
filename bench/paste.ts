/** From a paste to an answer, in this process: reading, every rule, the question, the words. */

import { describeWhy } from '../src/core/describe/why.ts';
import { read } from '../src/core/esxi/read.ts';
import { understand } from '../src/core/questions/understand.ts';
import { diagnose } from '../src/core/rules/diagnose.ts';
import { why } from '../src/core/why/why.ts';
import { SAMPLES } from '../src/samples/index.ts';
import { PLAIN } from '../src/terminal/paint.ts';
import { render } from '../src/terminal/render.ts';

export interface Timing {
  readonly name: string;
  readonly ours: string;
  readonly baseline: string;
  readonly ratio: string;
}

const RUNS = 2_000;

/** The longest sample, filled up to `lines` with neighbours; `salt` makes the addresses new each time, as they are in life. */
function paste(lines: number, salt: number): string {
  const text = SAMPLES.find(({ name }) => name === 'multi-stack')!.text.replaceAll(
    '172.29.',
    `172.${16 + (salt % 16)}.`,
  );
  const missing = lines - text.split('\n').length;
  const rows = Array.from({ length: Math.max(0, missing - 4) }, (_, i) => neighbour(i, salt));
  return [text, '[root@esx-81:~] esxcli network ip neighbor list', ...HEADER, ...rows, ''].join('\n');
}

const HEADER = [
  'Neighbor         Mac Address        Vmknic    Expiry  State  Type',
  '---------------  -----------------  ------  --------  -----  -----------',
];

function neighbour(i: number, salt: number): string {
  const address = `172.${16 + (salt % 16)}.10.${(i + salt) % 250}`;
  return `${address.padEnd(15)}  00:50:56:ad:1e:${(i % 256).toString(16).padStart(2, '0')}  vmk0    1199 sec         Dynamic`;
}

/** What one writes first: the rows of `esxcfg-vmknic -l` by one regular expression. */
function plainReader(text: string): number {
  let found = 0;
  for (const [, , address] of text.matchAll(/^(vmk\d+)\s+.*?\s+IPv4\s+(\S+)\s+(\S+)/gm)) found += address!.length;
  return found;
}

export function latency(): Timing[] {
  const asked = understand('why does vMotion use vmk1');
  if (!('question' in asked)) throw new Error('the question of the bench is not understood');
  const answer = (text: string) => {
    const [state] = read(text).hosts;
    return render(
      describeWhy(why(state!, asked.question), state!, (lines) => lines),
      { width: 100, paint: PLAIN },
    ).length;
  };
  const texts = Array.from({ length: RUNS }, (_, i) => paste(200, i));
  const ours = each(texts, answer);
  const plain = each(texts, plainReader);
  return [50, 99].map((p) => ({
    name: `200-line paste to answer, p${p}`,
    ours: `${at(ours, p).toFixed(3)} ms`,
    baseline: `${at(plain, p).toFixed(3)} ms (regex reader of one table)`,
    ratio: `${(at(ours, p) / at(plain, p)).toFixed(0)} x`,
  }));
}

export function throughput(): Timing {
  const texts = Array.from({ length: RUNS }, (_, i) => paste(0, i));
  const ours = total(texts, (text) => diagnose(read(text).hosts[0]!).findings.length);
  const plain = total(texts, plainReader);
  const lines = texts[0]!.split('\n').length;
  return {
    name: `full captures (${lines} lines) read and diagnosed`,
    ours: `${Math.round(RUNS / ours).toLocaleString('en')} a second`,
    baseline: `${Math.round(RUNS / plain).toLocaleString('en')} a second (regex reader of one table)`,
    ratio: `${(ours / plain).toFixed(0)} x`,
  };
}

function each(texts: readonly string[], run: (text: string) => number): number[] {
  for (const text of texts.slice(0, 300)) run(text);
  return texts.map((text) => seconds(() => run(text)) * 1_000).sort((a, b) => a - b);
}

function total(texts: readonly string[], run: (text: string) => number): number {
  for (const text of texts.slice(0, 300)) run(text);
  return seconds(() => {
    for (const text of texts) run(text);
  });
}

function seconds(run: () => unknown): number {
  const before = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - before) / 1e9;
}

const at = (sorted: readonly number[], percent: number) => sorted[Math.floor(((sorted.length - 1) * percent) / 100)]!;
