/** A bot that confirms one change and works on it, until it kills itself at a point or is killed. What it is told is in argv[2]. */
import { writeSync } from 'node:fs';
import type { Login } from '../../src/hosts/login.ts';
import { openStore } from '../../src/store/index.ts';
import { bot, hostsOf, NAME, person, policy } from './support.ts';

export interface Told {
  readonly store: string;
  readonly login: Login;
  readonly id: string;
  readonly digest: string;
  /** Where it dies; null: nowhere by itself. */
  readonly point: string | null;
  readonly timer: number;
  /** It falls asleep there and does not die. */
  readonly sleeps?: boolean;
}

const { store: place, login, id, digest, point, timer, sleeps }: Told = JSON.parse(process.argv[2]!);
const store = await openStore(place);
const say = (line: string) => writeSync(1, `${line}\n`);
const at = (reached: string) => {
  say(reached);
  if (reached === point) process.kill(process.pid, sleeps ? 'SIGSTOP' : 'SIGKILL');
};
const { changes } = bot(store, hostsOf({ [NAME]: login }), { at, policies: [policy({ timer })] });
say('ready');
await changes.confirm(id, { by: person('U1'), digest, reason: null, code: 'none' });
changes.start();
await changes.settled(id);
for (let i = 0; i < 2_000; i++) await new Promise((done) => setTimeout(done, 1000));
