/** Writes to the store in argv[2] until it is killed or refused; prints each number once its commit is acknowledged. */
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/index.ts';

const store = await openStore(process.argv[2]!);
const say = (line: string) => writeSync(1, `${line}\n`); // at once: a pipe that is written later would lose acknowledged ones
const begin = ((await store.read('last'))?.value as number | undefined) ?? 0;
say('open');
for (let i = begin + 1; ; i++) {
  const fill = 'x'.repeat(2_000);
  const done = await store
    .commit([
      { kind: 'write', key: 'last', version: 'any', value: i },
      { kind: 'write', key: `n:${String(i).padStart(9, '0')}`, version: null, value: fill },
      { kind: 'append', log: 'log', entry: i },
    ])
    .catch((fault: { code?: string }) => fault.code ?? String(fault));
  if (done !== true) {
    say(`refused ${done}`);
    break;
  }
  say(String(i));
}
await store.close();
