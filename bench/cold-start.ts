/** What an operator waits for on the command line: the process from start to end, beside a Node that does nothing. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SAMPLES } from '../src/samples/index.ts';
import type { Timing } from './paste.ts';

const RUNS = 21;
const PROGRAM = path.resolve(import.meta.dirname, '../dist/vmkbot.js');

export function coldStart(): Timing[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'vmkbot-bench-'));
  const file = path.join(folder, 'capture.txt');
  writeFileSync(file, SAMPLES[0]!.text);
  try {
    return [['route', '8.8.8.8'], ['check'], ['why', 'why does vMotion use vmk0']].map((words) => timing(words, file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Taken in turns, so that a busy moment of the box meets both alike. */
function timing(words: readonly string[], file: string): Timing {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    bare.push(milliseconds(['-e', '0']));
    ours.push(milliseconds([PROGRAM, ...words, '--from', file]));
  }
  return {
    name: `cold start of vmkbot ${words[0]}, median of ${RUNS}`,
    ours: `${median(ours).toFixed(0)} ms`,
    baseline: `${median(bare).toFixed(0)} ms (node -e 0)`,
    ratio: `${(median(ours) / median(bare)).toFixed(2)} x`,
  };
}

function milliseconds(words: readonly string[]): number {
  const before = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, words);
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - before) / 1e6;
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
