/** The promise on hostile input: no text of 1 MB takes over a second or 256 MB, from the start of the process to its end. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HOSTILE } from '../test/support/hostile.ts';
import type { Timing } from './paste.ts';

const BYTES = 1_000_000;
const MOST = { seconds: 1, megabytes: 256 };
const GIVE_UP = 20_000;
const PROGRAM = path.resolve(import.meta.dirname, '../dist/vmkbot.js');
/** Told by the process itself as it ends. */
const USAGE = `data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();console.error("usage",u.userCPUTime+u.systemCPUTime,u.maxRSS)})`;

const VERBS = [['check'], ['why', 'why can 10.0.0.9 not reach vmk0']];

export function hostileBench(): Timing[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'vmkbot-bench-'));
  const file = path.join(folder, 'capture.txt');
  try {
    return VERBS.map((words) => {
      const measured = Object.entries(HOSTILE).map(([name, make]) => {
        writeFileSync(file, make(BYTES));
        return { name, ...usage([...words, '--json', '--from', file]) };
      });
      return timing(words[0]!, measured);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Usage {
  readonly seconds: number;
  readonly megabytes: number;
}

function timing(verb: string, measured: readonly (Usage & { readonly name: string })[]): Timing {
  const slow = measured.toSorted((a, b) => b.seconds - a.seconds)[0]!;
  const large = measured.toSorted((a, b) => b.megabytes - a.megabytes)[0]!;
  const over = measured.filter((each) => each.seconds > MOST.seconds || each.megabytes > MOST.megabytes);
  for (const each of over) console.error(`${verb} ${each.name}: ${each.seconds.toFixed(2)} s, ${each.megabytes} MB`);
  return {
    name: `hostile 1 MB, ${verb}: ${measured.length} texts, ${over.length} over the promise`,
    ours: `${slow.seconds.toFixed(2)} s CPU (${slow.name}), ${large.megabytes} MB (${large.name})`,
    baseline: `${MOST.seconds} s, ${MOST.megabytes} MB (promised)`,
    ratio: `${(slow.seconds / MOST.seconds).toFixed(2)} x`,
  };
}

function usage(words: readonly string[]): Usage {
  const { stderr } = spawnSync(process.execPath, ['--max-old-space-size=1024', '--import', USAGE, PROGRAM, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: GIVE_UP,
  });
  const [, cpu, rss] = /^usage (\d+) (\d+)$/m.exec(stderr) ?? [];
  if (cpu === undefined) return { seconds: GIVE_UP / 1_000, megabytes: Number.POSITIVE_INFINITY };
  return { seconds: Number(cpu) / 1e6, megabytes: Math.round(Number(rss) / 1024) };
}
