/** Every speed the project claims, each beside a baseline taken in the same run: use the ratios, boxes differ. */
import { ackBench } from './ack.ts';
import { changesBench } from './changes.ts';
import { coldStart } from './cold-start.ts';
import { hostileBench } from './hostile.ts';
import { lookupBench } from './lookup.ts';
import { latency, type Timing, throughput } from './paste.ts';

const lookups: Timing[] = (await lookupBench()).map(({ name, ours, baseline, ratio, unit }) => ({
  name,
  ours: `${ours.toFixed(0)} ${unit}`,
  baseline: `${baseline.toFixed(0)} ${unit} (linear scan with ipaddr.js)`,
  ratio: `1/${ratio.toFixed(0)}`,
}));

print([...latency(), throughput(), ...lookups, ...coldStart()]);
console.log();
print(hostileBench());
console.log();
await ackBench((line) => console.log(line));
console.log();
await changesBench((line) => console.log(line));

function print(rows: readonly Timing[]): void {
  const columns = ['name', 'ours', 'baseline', 'ratio'] as const;
  const header = { name: 'measured', ours: 'vmkbot', baseline: 'baseline', ratio: 'ratio' };
  const widths = columns.map((column) => Math.max(...[header, ...rows].map((row) => row[column].length)));
  for (const row of [header, ...rows]) {
    console.log(
      columns
        .map((column, i) => row[column].padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    );
  }
}
