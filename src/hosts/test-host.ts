import type { Clock, HostTest, TestPoint } from '../core/hosts.ts';
import { Problem } from '../problem.ts';
import type { Output } from './batch.ts';
import { withDeadline } from './bounded.ts';
import { failure } from './collect.ts';
import { tooLong } from './fault.ts';
import { foreign } from './foreign.ts';
import { secondsText } from './limits.ts';
import type { Login } from './login.ts';
import {
  CLOCK_QUERY,
  ESXCLI_QUERY,
  hasSince,
  type Query,
  queriesOf,
  type Release,
  readRelease,
  sinceOf,
  VERSION_QUERY,
} from './queries.ts';
import { runBatch } from './run-batch.ts';
import type { Connection, connect, Surroundings } from './ssh.ts';

const METHODS: Readonly<Record<string, string>> = {
  publickey: 'public key',
  password: 'password',
  'keyboard-interactive': 'keyboard-interactive, one password prompt',
};

/** Connects anew and says what works, each point with how it was found, within the time that a whole read may take. */
export async function testHost(
  login: Login,
  around: Surroundings,
  now: () => number,
  open: typeof connect,
): Promise<HostTest> {
  const readAt = new Date(now()).toISOString();
  const { whole } = around.limits;
  const { signal, done } = withDeadline(whole, () => tooLong(login, whole), around.signal);
  try {
    const begun = performance.now();
    const connection = await open(login, { ...around, signal });
    const took = `${Math.round(performance.now() - begun)} ms`;
    try {
      const said = `${METHODS[connection.method] ?? connection.method}, host key as pinned, ${took}`;
      const logIn = point('login', 'works', said, `SSH as ${login.user} to ${login.address}:${login.port}`);
      const found = await ask(new Asker(connection, { ...around, signal }), now);
      return { host: login.name, readAt, points: [logIn, ...found.points], clock: found.clock };
    } finally {
      await connection.close();
    }
  } finally {
    done();
  }
}

type Found = Pick<HostTest, 'points' | 'clock'>;

async function ask(asker: Asker, now: () => number): Promise<Found> {
  const how = 'a batch of commands';
  const version = await asker.one(VERSION_QUERY).catch((fault) => {
    if (fault instanceof Problem && SHELL_FAULTS.has(fault.code)) return fault;
    throw fault;
  });
  if (version instanceof Problem) return unasked(point('shell', 'fails', version.message, how));
  if (version === null) {
    return unasked(point('shell', 'fails', `no command ended within ${asker.patience}`, how));
  }
  const release = readRelease(version.stdout);
  const shell = point('shell', 'works', 'it runs commands and tells their exit status', how);
  const clock = await clockPoint(asker, now);
  const esxcli = await esxcliPoint(asker, release);
  const access = await accessPoints(asker, release);
  return { points: [shell, versionPoint(version, release), esxcli, clock.point, ...access], clock: clock.clock };
}

/** A login without a shell is what is tested for, not what stops the test. */
const SHELL_FAULTS: ReadonlySet<string> = new Set(['host-no-shell', 'host-no-channel']);

/** Once a host answered no command it is asked nothing more: each question would cost its whole time limit. */
function unasked(shell: TestPoint): Found {
  const not = (what: TestPoint['what'], how: string) => point(what, 'not-known', 'not asked: no command ended', how);
  const access = queriesOf('access').map(({ query }) => not(accessOf(query), query.text));
  return {
    points: [
      shell,
      not('version', VERSION_QUERY.text),
      not('esxcli', ESXCLI_QUERY.text),
      not('clock', CLOCK_QUERY.text),
      ...access,
    ],
    clock: null,
  };
}

function versionPoint(answer: Output, release: Release | undefined): TestPoint {
  return point('version', release === undefined ? 'not-known' : 'works', firstLine(answer), VERSION_QUERY.text);
}

async function esxcliPoint(asker: Asker, release: Release | undefined): Promise<TestPoint> {
  const how = ESXCLI_QUERY.text;
  if (hasSince(sinceOf(ESXCLI_QUERY), release) === false) {
    return point('esxcli', 'not-known', `not asked: ${release!.version} has esxcfg-* instead`, how);
  }
  const answer = await asker.one(ESXCLI_QUERY);
  if (answer === null) {
    asker.hostdSilent = true;
    return point('esxcli', 'fails', `no answer within ${asker.patience}, as when hostd is down`, how);
  }
  const wrong = failure({ ...answer, query: ESXCLI_QUERY }) !== null;
  return point('esxcli', wrong ? 'fails' : 'works', wrong ? firstLine(answer) : 'it answers', how);
}

/** How far two clocks of ours may disagree on the time that `date` took, in milliseconds. */
const STEADY_MS = 100;

/** The time between sending and reading bounds the error, and `date` tells whole seconds only. */
async function clockPoint(asker: Asker, now: () => number): Promise<{ point: TestPoint; clock: Clock | null }> {
  const [sent, begun] = [now(), performance.now()];
  const answer = await asker.one(CLOCK_QUERY);
  const [received, span] = [now(), performance.now() - begun];
  const host = readDate(answer?.stdout ?? '');
  const how = `${CLOCK_QUERY.text}, between two readings of our clock`;
  const unknown = (said: string) => ({ point: point('clock', 'not-known', said, how), clock: null });
  if (host === null) return unknown(answer === null ? 'no answer' : 'date printed no time that I can read');
  if (Math.abs(received - sent - span) > STEADY_MS) return unknown('our own clock was set in the meantime');
  const clock = {
    hostTime: new Date(host).toISOString(),
    skewMs: Math.round(host + 500 - (sent + span / 2)),
    boundMs: Math.ceil(span / 2 + 500),
  };
  return { point: point('clock', 'works', clockText(clock), how), clock };
}

/** `Sat Nov 21 06:05:21 UTC 2026`, in milliseconds. Another zone than UTC is not guessed at. */
export function readDate(text: string): number | null {
  const [, month, day, time, year] =
    /^\w{3} (\w{3}) +(\d{1,2}) (\d\d:\d\d:\d\d) (?:UTC|GMT) (\d{4})\s*$/m.exec(text) ?? [];
  const value = month === undefined ? Number.NaN : Date.parse(`${day} ${month} ${year} ${time} UTC`);
  return Number.isNaN(value) ? null : value;
}

function clockText({ skewMs, boundMs }: Clock): string {
  const bound = `give or take ${boundMs} ms`;
  if (Math.abs(skewMs) <= boundMs) return `equal to ours, ${bound}`;
  const seconds = Math.round(Math.abs(skewMs) / 100) / 10;
  return `${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} ours, ${bound}`;
}

async function accessPoints(asker: Asker, release: Release | undefined): Promise<TestPoint[]> {
  const points: TestPoint[] = [];
  for (const { query, from } of queriesOf('access')) {
    const has = hasSince(from, release);
    const unknown = (said: string) => point(accessOf(query), 'not-known', said, query.text);
    if (has === undefined) points.push(unknown('not asked: the version is not known'));
    else if (!has) points.push(unknown(`${release!.version} has no such setting`));
    else if (asker.hostdSilent) points.push(unknown('not asked: hostd did not answer esxcli'));
    else points.push(accessPoint(query, await asker.one(query)));
  }
  return points;
}

function accessOf({ text }: Query): 'lockdown' | 'idle-timeout' | 'shell-timeout' {
  if (text.startsWith('vim-cmd')) return 'lockdown';
  return text.includes('Interactive') ? 'idle-timeout' : 'shell-timeout';
}

function accessPoint(query: Query, answer: Output | null): TestPoint {
  const [what, how] = [accessOf(query), query.text];
  if (what === 'lockdown') return lockdownPoint(how, answer);
  const [, seconds] = /^\s*Int Value: (\d{1,9})\s*$/m.exec(answer?.stdout ?? '') ?? [];
  if (seconds === undefined) return point(what, 'not-known', firstLine(answer), how);
  if (seconds === '0') return point(what, 'works', 'off (0)', how);
  const means =
    what === 'shell-timeout'
      ? `${seconds} s after SSH was switched on, new logins are refused`
      : `idle interactive sessions end after ${seconds} s`;
  return point(what, 'restricts', means, how);
}

/** What the host prints is told as such: no document at hand says what the words mean on each version. */
function lockdownPoint(how: string, answer: Output | null): TestPoint {
  const [said] = /\b(?:true|false)\b/.exec(answer?.status === 0 ? answer.stdout : '') ?? [];
  if (said === undefined) return point('lockdown', 'not-known', firstLine(answer), how);
  if (said === 'false') return point('lockdown', 'works', 'the host says it is off', how);
  return point('lockdown', 'restricts', 'the host says it is on; this account is let in nevertheless', how);
}

function firstLine(answer: Output | null): string {
  if (answer === null) return 'no answer';
  const line = `${answer.stdout}\n${answer.stderr}`.split('\n').find((each) => each.trim() !== '');
  return foreign(line ?? '') || `exit status ${answer.status}, and no word`;
}

function point(what: TestPoint['what'], result: TestPoint['result'], said: string, how: string): TestPoint {
  return { what, result, said, how };
}

/** Asks one command at a time; null where it did not end in time. */
class Asker {
  private readonly connection: Connection;
  private readonly around: Surroundings;
  /** Nothing is asked of hostd once it was silent. */
  hostdSilent = false;

  constructor(connection: Connection, around: Surroundings) {
    this.connection = connection;
    this.around = around;
  }

  get patience(): string {
    return secondsText(this.around.limits.command);
  }

  async one(query: Query): Promise<Output | null> {
    const { limits, signal } = this.around;
    const { outputs, ended } = await runBatch(this.connection, [query], limits.command, signal);
    return ended === 0 ? null : outputs[0]!;
  }
}
