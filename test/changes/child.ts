/** A bot that confirms one change and works on it, until it kills itself at a point or is killed. What it is told is in argv[2]. */
import '../support/clock.ts';
import { writeSync } from 'node:fs';
import type { Login } from '../../src/hosts/login.ts';
import { openStore } from '../../src/store/index.ts';
import { bot, hostsOf, NAME, PATIENT, person, policy } from './support.ts';
import { timePolicy, WATCHING } from './time-support.ts';

export interface Told {
  readonly store: string;
  readonly login: Login;
  readonly id: string;
  readonly digest: string;
  /** Where it dies; null: nowhere by itself. */
  readonly point: string | null;
  readonly timer: number;
  /** At which of its visits there, where it comes there for several hosts; at the first without it. */
  readonly visit?: number;
  /** It falls asleep there and does not die. */
  readonly sleeps?: boolean;
  /** It is a change of time, and watched. */
  readonly time?: boolean;
  /** Hosts beside `login`, by their names. */
  readonly others?: readonly Login[];
}

const {
  store: place,
  login,
  others = [],
  id,
  digest,
  point,
  visit = 1,
  timer,
  sleeps,
  time,
}: Told = JSON.parse(process.argv[2]!);
const store = await openStore(place);
const say = (line: string) => writeSync(1, `${line}\n`);
let visits = 0;
const at = (reached: string) => {
  say(reached);
  if (reached === point && ++visits === visit) process.kill(process.pid, sleeps ? 'SIGSTOP' : 'SIGKILL');
};
const logins = Object.fromEntries([[NAME, login], ...[login, ...others].map((each) => [each.name, each])]);
const { changes } = bot(store, hostsOf(logins), {
  ...{ at, policies: [time ? timePolicy(timer) : policy({ timer })], patience: time ? WATCHING : PATIENT },
});
say('ready');
await changes.confirm(id, { by: person('U1'), digest, reason: null, code: 'none' });
changes.start();
await changes.settled(id);
for (let i = 0; i < 2_000; i++) await new Promise((done) => setTimeout(done, 1000));
