import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AuditEntry, verifyAudit } from '../../src/changes/audit.ts';
import { type Change, journalOf } from '../../src/changes/change.ts';
import type { JournalEntry } from '../../src/changes/journal.ts';
import { PLAN_NEEDS } from '../../src/changes/ports.ts';
import type { Followed } from '../../src/changes/service.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { openStore } from '../../src/store/index.ts';
import type { Store } from '../../src/store/store.ts';
import { program } from '../support/programs.ts';
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
  /** Or when it is killed: so many milliseconds after it has come to so many points. */
  readonly after?: { readonly points: number; readonly ms: number };
  /** Or as soon as the host shows this. */
  readonly once?: (host: SimulatedHost) => boolean;
  /** How large a file of its store may grow, in blocks of 512 bytes: behind that it fails as on a full disk. */
  readonly blocks?: number;
  /** Planned without knowing who is connected to the host, so that it is not refused. */
  readonly blind?: boolean;
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
    const plan = await planOf(hosts, words, { timer, rule, ...(given.blind && { needs: PLAN_NEEDS }) });
    const { approval } = await askedFor(bot(first, hosts, { policies }), plan);
    await first.close();
    const { id, digest } = approval;
    const reached = await killed(
      { store: where, login: loginTo(host), id, digest, point: given.point ?? null, timer },
      given,
      host,
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
    const faults = [...(await faultsOf(host, store, end, told)), ...other.faults.map(String)];
    await other.changes.stop();
    await store.close();
    const outcome = { name: given.name, state: end.approval.state, why: end.approval.ended?.why ?? null, reached };
    if (faults.length > 0) throw new Error(`${given.name}: ${faults.join('; ')}; ${JSON.stringify(outcome)}`);
    return outcome;
  } finally {
    await host.close();
  }
}

/** Whatever is not as it must be behind the end of a change: on the host, on record, and told. */
export async function faultsOf(
  host: SimulatedHost,
  store: Store,
  { approval: { id, state } }: Change,
  told: readonly Followed[],
): Promise<string[]> {
  return [
    ...wrong(host, state),
    ...((await verifyAudit(store)).kind === 'whole' ? [] : ['the audit is broken']),
    ...(await unrecorded(store, id, state)),
    ...(told.some(({ change }) => change.approval.id === id && change.approval.state === state)
      ? []
      : ['its end was not told']),
  ];
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

/** What must be on record of a change that ended so, in this order. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  verified: [
    ...['asked', 'confirmed', 'claimed', 're-read before', 'arm before', 'confirm before', 'verify before', 'ended'],
  ],
  'rolled-back': ['asked', 'confirmed', 'claimed', 're-read before', 'arm before', 'ended'],
  void: ['asked', 'confirmed', 'claimed', 're-read before', 'ended'],
};

/** Whatever is missing on record: a step, one that the journal has and the audit has not, or one end alone. */
async function unrecorded(store: Store, id: string, state: string): Promise<string[]> {
  const audit = (await store.entries('audit', 1, 10_000)).map(({ entry }) => entry as unknown as AuditEntry);
  const journal = (await store.entries(journalOf(id), 1, 10_000)).map(({ entry }) => entry as unknown as JournalEntry);
  const own = audit.filter(({ change }) => change === id);
  const inWords = ({ what, phase }: JournalEntry) => `${what} ${phase ?? ''}`.trim();
  const exactly = (entry: JournalEntry) => JSON.stringify([entry.at, entry.by, inWords(entry), entry.detail]);
  const missing = missingOf(STEPS[state] ?? [], own.map(inWords));
  const unseen = missingOf(journal.map(exactly), own.map(exactly));
  return [
    ...(missing === null ? [] : [`not in the audit, or not in its place: ${missing}`]),
    ...(unseen === null ? [] : [`in the journal and not in the audit: ${unseen}`]),
    ...(own.filter(({ what }) => what === 'ended').length === 1 ? [] : ['its end is not once in the audit']),
  ];
}

/** The first of these that the others do not have in this order; null: they have all. */
function missingOf(wanted: readonly string[], all: readonly string[]): string | null {
  let from = 0;
  for (const each of wanted) {
    const found = all.indexOf(each, from);
    if (found < 0) return each;
    from = found + 1;
  }
  return null;
}

/** Runs a bot until it is killed; gives the points that it came to. */
export async function killed(
  told: Told,
  { after, once, blocks }: Pick<Case, 'after' | 'once' | 'blocks'>,
  host: SimulatedHost,
): Promise<readonly string[]> {
  const full = blocks === undefined ? '' : `trap '' XFSZ; ulimit -f ${blocks};`;
  const words = ['-c', `${full} exec "$0" "$1" "$2"`, process.execPath, program('changes-bot'), JSON.stringify(told)];
  const child: ChildProcess = spawn('sh', words, {
    stdio: ['ignore', 'pipe', blocks === undefined ? 'inherit' : 'ignore'],
    env: { ...process.env, LAB_PASSWORD: 'lab' },
  });
  let out = '';
  child.stdout!.on('data', (data: Buffer) => {
    out += data;
  });
  const reached = () => out.split('\n').filter((line) => line.includes(':'));
  const gone = new Promise<void>((done) => child.once('close', () => done()));
  if (after !== undefined || once !== undefined) {
    await until(() => out.includes('ready') || child.exitCode !== null);
    if (after !== undefined) {
      await until(() => reached().length >= after.points || child.exitCode !== null);
      await Promise.race([sleep(after.ms), gone]);
    }
    if (once !== undefined) await until(() => once(host));
    child.kill('SIGKILL');
  }
  await gone;
  return reached();
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

/** Prints how often it ended how, at once and in the list at the end of the run; `verified 17, rolled-back 4`. */
export function tell(what: string, outcomes: readonly { readonly state: string }[]): void {
  const by = new Map<string, number>();
  for (const { state } of outcomes) by.set(state, (by.get(state) ?? 0) + 1);
  const line = `${what}: ${outcomes.length}, of them ${[...by].map(([state, count]) => `${state} ${count}`).join(', ')}`;
  console.log(line);
  const { VMKBOT_COUNTS: file } = process.env;
  if (file !== undefined) appendFileSync(file, `${line}\n`);
}
