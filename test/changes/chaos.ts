import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyAudit } from '../../src/changes/audit.ts';
import type { Followed } from '../../src/changes/service.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { openStore } from '../../src/store/index.ts';
import type { Told } from './child.ts';
import {
  AFTER,
  askedFor,
  BEFORE,
  bot,
  confirmed,
  hostsOf,
  loginTo,
  NAME,
  planOf,
  policy,
  provider,
  ROUTE,
  routesOf,
  until,
} from './support.ts';

/** Where a process dies: at every write before and behind it, and behind everything that is done to a host. */
export const POINTS: readonly string[] = [
  ...['claimed:before', 'claimed:written', 're-reading:before', 're-reading:written', 're-reading:done'],
  ...['arming:before', 'arming:written', 'arming:done', 'armed:before', 'armed:written'],
  ...['confirming:before', 'confirming:written', 'confirming:done', 'confirmed:before', 'confirmed:written'],
  ...['verifying:before', 'verifying:written', 'verifying:done', 'end:before', 'end:written', 'clean:done'],
];

/** Where it dies while it takes something back. */
export const UNDO_POINTS: readonly string[] = ['undoing:before', 'undoing:written', 'undoing:done'];

export interface Case {
  readonly name: string;
  /** Where it kills itself. */
  readonly point?: string;
  /** Or when it is killed, in milliseconds after it began. */
  readonly after?: number;
  readonly timer?: number;
  readonly words?: string;
  readonly rule?: string;
  /** Done to the host as soon as the process is dead. */
  readonly afterwards?: (host: SimulatedHost) => void | Promise<void>;
  readonly version?: string;
}

export interface Outcome {
  readonly name: string;
  readonly state: string;
  readonly why: string | null;
  readonly reached: readonly string[];
}

/** Kills a bot and lets another one find what it left; throws where anything is not as it must be. */
export async function survived(given: Case, place: () => Promise<string>): Promise<Outcome> {
  const { words = ROUTE, timer = 600, rule = null } = given;
  const host = await provider(given.version);
  const where = await place();
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  const policies = [policy({ timer })];
  try {
    const first = await openStore(where);
    const plan = await planOf(hosts, words, { timer, rule });
    const { approval } = await askedFor(bot(first, hosts, { policies }), plan);
    await first.close();
    const { id, digest } = approval;
    const reached = await killed(
      { store: where, login: loginTo(host), id, digest, point: given.point ?? null, timer },
      given,
    );
    await given.afterwards?.(host);
    const store = await openStore(where);
    const other = bot(store, hosts, { policies });
    const told: Followed[] = [];
    other.changes.follow((followed) => void told.push(followed));
    other.changes.start();
    // Killed before its click was counted: somebody clicks again.
    if ((await other.changes.get(id))!.approval.confirmed.length === 0)
      await confirmed(other, { ...(await other.changes.get(id))! });
    await until(async () => (await other.changes.open()).length === 0);
    const end = (await other.changes.get(id))!;
    const faults = [
      ...wrong(host, end.approval.state),
      ...((await verifyAudit(store)).kind === 'whole' ? [] : ['the audit is broken']),
      ...(told.some(({ change }) => change.approval.state === end.approval.state) ? [] : ['its end was not told']),
      ...((await auditOf(store, id)).includes('ended') ? [] : ['its end is not in the audit']),
      ...other.faults.map(String),
    ];
    await other.changes.stop();
    await store.close();
    const outcome = { name: given.name, state: end.approval.state, why: end.approval.ended?.why ?? null, reached };
    if (faults.length > 0) throw new Error(`${given.name}: ${faults.join('; ')}; ${JSON.stringify(outcome)}`);
    return outcome;
  } finally {
    await host.close();
  }
}

export function wrong(host: SimulatedHost, state: string): string[] {
  const wanted = state === 'verified' ? AFTER : BEFORE;
  return [
    ...(['verified', 'rolled-back', 'void'].includes(state) ? [] : [`it ended as ${state}`]),
    ...(routesOf(host).join() === wanted.join() ? [] : [`the table is ${routesOf(host).join(', ')}`]),
    ...(host.files().length === 1 ? [] : [`left on the host: ${host.files().join(' ')}`]),
    ...(host.processes().length === 0 ? [] : [`runs on the host: ${host.processes().length}`]),
    ...(armedTimes(host) <= 1 ? [] : [`it was armed ${armedTimes(host)} times`]),
  ];
}

const armedTimes = ({ history }: SimulatedHost) => history.filter((text) => text.includes('vmkbot applied')).length;

async function auditOf(store: Awaited<ReturnType<typeof openStore>>, id: string): Promise<string[]> {
  const all = await store.entries('audit', 1, 10_000);
  return all
    .map(({ entry }) => entry as { change: string; what: string })
    .flatMap(({ change, what }) => (change === id ? [what] : []));
}

export const CHILD = join(import.meta.dirname, 'child.ts');

async function killed(told: Told, { after }: Case): Promise<readonly string[]> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', CHILD, JSON.stringify(told)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LAB_PASSWORD: 'lab' },
  });
  let out = '';
  child.stdout!.on('data', (data: Buffer) => {
    out += data;
  });
  const gone = new Promise<void>((done) => child.once('close', () => done()));
  if (after !== undefined) {
    await until(() => out.includes('ready') || child.exitCode !== null);
    await sleep(after);
    child.kill('SIGKILL');
  }
  await gone;
  return out.split('\n').filter((line) => line.includes(':'));
}

/** An embedded store of its own for each. */
export function folders(): { place(): Promise<string>; done(): void } {
  const root = mkdtempSync(join(tmpdir(), 'vmkbot-chaos-'));
  let number = 0;
  return {
    place: async () => join(root, String(number++)),
    done: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Several at a time; the first that fails is told, all are waited for. */
export async function allSurvived(cases: readonly Case[], place: () => Promise<string>, lanes = 3): Promise<Outcome[]> {
  return await inLanes(cases, lanes, (one) => survived(one, place));
}

export async function inLanes<C>(
  cases: readonly C[],
  lanes: number,
  work: (one: C) => Promise<Outcome>,
): Promise<Outcome[]> {
  const left = [...cases];
  const outcomes: Outcome[] = [];
  const faults: unknown[] = [];
  const lane = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift())
      await work(one).then(
        (outcome) => outcomes.push(outcome),
        (fault) => faults.push(fault),
      );
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (faults.length > 0) throw new AggregateError(faults, faults.map(String).join('\n'));
  return outcomes;
}

/** `verified 17, rolled-back 4`. */
export function counts(outcomes: readonly Outcome[]): string {
  const by = new Map<string, number>();
  for (const { state } of outcomes) by.set(state, (by.get(state) ?? 0) + 1);
  return `${outcomes.length} killed: ${[...by].map(([state, count]) => `${state} ${count}`).join(', ')}`;
}
