/** What a support bundle of some hundred MB takes: peak memory and time, beside tar and gunzip in the same run. `tsx bench/bundle.ts [MB]` */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [megabytes = '300'] = process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'vmkbot-bench-'));
const file = path.join(folder, 'bundle.tgz');
const script = (name: string) => path.join(import.meta.dirname, name);
const tsx = path.resolve(import.meta.dirname, '../node_modules/.bin/tsx');

interface Ran {
  readonly out: string;
  readonly seconds: number;
}

function run(command: string, ...words: readonly string[]): Ran {
  const before = process.hrtime.bigint();
  const { stdout, status, stderr } = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${command} ${words.join(' ')}: ${stderr}`);
  return { out: stdout, seconds: Number(process.hrtime.bigint() - before) / 1e9 };
}

try {
  run(tsx, script('bundle-write.ts'), file, megabytes);
  const bare = JSON.parse(run(tsx, script('bundle-read.ts'), 'none').out);
  const ours = JSON.parse(run(tsx, script('bundle-read.ts'), file).out);
  const listed = run('tar', '-tzf', file);
  const unpacked = run('sh', '-c', 'gunzip -c "$0" | wc -c', file);
  const mb = (bytes: number) => `${Math.round(bytes / (1024 * 1024))} MB`;
  console.log(`bundle          ${mb(statSync(file).size)}, unpacked ${mb(Number(unpacked.out))}`);
  console.log(
    `vmkbot          ${ours.seconds.toFixed(1)} s, peak ${ours.peak.toFixed(0)} MB, of which Node ${bare.peak.toFixed(0)} MB`,
  );
  console.log(`tar -tzf        ${listed.seconds.toFixed(1)} s  (${(ours.seconds / listed.seconds).toFixed(1)} x)`);
  console.log(`gunzip | wc     ${unpacked.seconds.toFixed(1)} s  (${(ours.seconds / unpacked.seconds).toFixed(1)} x)`);
} finally {
  rmSync(folder, { recursive: true });
}
