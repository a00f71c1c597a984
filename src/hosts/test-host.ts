import type { Clock, HostTest, TestPoint } from '../core/hosts.ts';
import type { Output } from './batch.ts';
import type { Login } from './login.ts';
import {
  CLOCK_QUERY,
  ESXCLI_QUERY,
  firstQueries,
  type Query,
  type Release,
  readRelease,
  VERSION_QUERY,
} from './queries.ts';
import { runBatch } from './run-batch.ts';
import type { Connection, connect, Surroundings } from './ssh.ts';

const METHODS: Readonly<Record<string, string>> = {
  publickey: 'public key',
  password: 'password',
  'keyboard-interactive': 'keyboard-interactive, one password prompt',
};

/** Connects anew and says what works, each point with how it was found. */
export async function testHost(
  login: Login,
  around: Surroundings,
  now: () => number,
  open: typeof connect,
): Promise<HostTest> {
  const readAt = new Date(now()).toISOString();
  const begun = performance.now();
  const connection = await open(login, around);
  const took = `${Math.round(performance.now() - begun)} ms`;
  try {
    const said = `${METHODS[connection.method] ?? connection.method}, host key as pinned, ${took}`;
    const logIn = point('login', 'works', said, `SSH as ${login.user} to ${login.address}:${login.port}`);
    return { host: login.name, readAt, ...(await ask(new Asker(connection, around), logIn, now)) };
  } finally {
    await connection.close();
  }
}

async function ask(asker: Asker, logIn: TestPoint, now: () => number): Promise<Omit<HostTest, 'host' | 'readAt'>> {
  const version = await asker.one(VERSION_QUERY);
  const release = readRelease(version?.stdout ?? '');
  const clock = await clockOf(asker, now);
  const points = [
    logIn,
    point('shell', 'works', 'it runs commands and tells their exit status', 'a batch of echo'),
    release === undefined
      ? point('version', 'not-known', firstLine(version), 'vmware -v')
      : point('version', 'works', firstLine(version), 'vmware -v'),
    await esxcliPoint(asker, release),
    clock === null
      ? point('clock', 'not-known', 'date printed no time that I can read', 'date -u')
      : point('clock', 'works', clockText(clock), 'date -u, between two readings of our clock'),
    ...(await accessPoints(asker, release)),
  ];
  return { points, clock };
}

async function esxcliPoint(asker: Asker, release: Release | undefined): Promise<TestPoint> {
  const how = ESXCLI_QUERY.text;
  if (release !== undefined && Number(release.version.split('.')[0]) < 5) {
    return point('esxcli', 'not-known', `not asked: ${release.version} has esxcfg-* instead`, how);
  }
  const answer = await asker.one(ESXCLI_QUERY);
  if (answer === null)
    return point('esxcli', 'fails', `no answer within ${asker.patience}, as when hostd is down`, how);
  const fine = answer.status === 0 && !/^\s*Error/m.test(answer.stdout);
  return point('esxcli', fine ? 'works' : 'fails', fine ? 'it answers' : firstLine(answer), how);
}

/** The time between sending and reading bounds the error, and `date` tells whole seconds only. */
async function clockOf(asker: Asker, now: () => number): Promise<Clock | null> {
  const sent = now();
  const answer = await asker.one(CLOCK_QUERY);
  const received = now();
  const host = readDate(answer?.stdout ?? '');
  if (host === null) return null;
  const middle = (sent + received) / 2;
  return {
    hostTime: new Date(host).toISOString(),
    skewMs: Math.round(host + 500 - middle),
    boundMs: Math.ceil((received - sent) / 2 + 500),
  };
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
  for (const query of firstQueries(['access'], release)) {
    const answer = await asker.one(query);
    points.push(accessPoint(query.text, answer));
  }
  return points;
}

function accessPoint(how: string, answer: Output | null): TestPoint {
  if (how.startsWith('vim-cmd')) return lockdownPoint(how, answer);
  const what = how.includes('Interactive') ? 'idle-timeout' : 'shell-timeout';
  const [, seconds] = /^\s*Int Value: (\d{1,9})\s*$/m.exec(answer?.stdout ?? '') ?? [];
  if (seconds === undefined) return point(what, 'not-known', firstLine(answer), how);
  if (seconds === '0') return point(what, 'works', 'off (0)', how);
  const means =
    what === 'shell-timeout'
      ? `${seconds} s after SSH was switched on, new logins are refused`
      : `idle interactive sessions end after ${seconds} s`;
  return point(what, 'works', means, how);
}

/** What the host prints is told as such: no document at hand says what the words mean on each version. */
function lockdownPoint(how: string, answer: Output | null): TestPoint {
  const [said] = /\b(?:true|false)\b/.exec(answer?.status === 0 ? answer.stdout : '') ?? [];
  if (said === undefined) return point('lockdown', 'not-known', firstLine(answer), how);
  const means =
    said === 'true' ? 'the host says it is on; this account is let in nevertheless' : 'the host says it is off';
  return point('lockdown', 'works', means, how);
}

function firstLine(answer: Output | null): string {
  if (answer === null) return 'no answer';
  const line = `${answer.stdout}\n${answer.stderr}`.split('\n').find((each) => each.trim() !== '');
  return (line ?? `exit status ${answer.status}, and no word`).trim().slice(0, 160);
}

function point(what: TestPoint['what'], result: TestPoint['result'], said: string, how: string): TestPoint {
  return { what, result, said, how };
}

/** Asks one command at a time; null where it did not end in time. */
class Asker {
  private readonly connection: Connection;
  private readonly around: Surroundings;

  constructor(connection: Connection, around: Surroundings) {
    this.connection = connection;
    this.around = around;
  }

  get patience(): string {
    return `${this.around.limits.command / 1000} s`;
  }

  async one(query: Query): Promise<Output | null> {
    const { limits, signal } = this.around;
    const { outputs, ended } = await runBatch(this.connection, [query], limits.command, signal);
    return ended === 0 ? null : outputs[0]!;
  }
}
