/** Changes: how long one takes beside the same commands by ssh, how soon thousands are listed, how many steps are written a second. */
import { pathToFileURL } from 'node:url';
import { clickBench } from './change-click.ts';
import { storeBench } from './change-store.ts';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly aim: string | undefined;
  readonly met: boolean | undefined;
}

/** Every figure beside its baseline, as a table. */
export async function changesBench(say: (line: string) => void): Promise<void> {
  const rows: Row[] = [];
  const add = (what: string, value: number, unit: string, aim?: string, met?: boolean) =>
    void rows.push({ what, value, unit, aim, met });
  await storeBench(add, say);
  await clickBench(add);
  say('changes: medians of one run');
  for (const { what, value, unit, aim, met } of rows) {
    const number = unit === '/s' ? value.toFixed(0) : value.toFixed(2);
    const verdict = aim === undefined ? '' : `   aim ${aim}: ${met ? 'met' : 'MISSED'}`;
    say(`  ${what.padEnd(64)} ${number.padStart(8)} ${unit}${verdict}`.trimEnd());
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await changesBench((line) => process.stdout.write(`${line}\n`));
}
