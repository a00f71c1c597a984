import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Change } from '../../src/changes/change.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { startWorkspace, type Workspace } from '../../src/lab/workspace/index.ts';
import { shippedManifest } from '../../src/start/manifest.ts';
import { openStore } from '../../src/store/index.ts';
import { type Outcome, wrong } from '../changes/chaos.ts';
import { NAME, provider, until } from '../changes/support.ts';
import { type Stage, stage, type Wish } from '../e2e/bot.ts';
import { PEOPLE, policies } from '../e2e/changes-scene.ts';
import { program } from '../support/programs.ts';
import { CHANNEL } from './people.ts';
import { type BotProcess, startProcess } from './process.ts';
import { unrecorded, untold } from './told.ts';

/** A workspace, a host and a store that outlive every bot. */
export interface Town {
  readonly workspace: Workspace;
  readonly host: SimulatedHost;
  /** A folder, or the address of a Redis. */
  readonly store: string;
  /** A bot in a process of its own that dies where it is told. */
  process(point: string | null, soonMs?: number): BotProcess;
  /** A bot in this process. */
  enter(more?: Wish): Promise<Stage>;
  close(): Promise<void>;
}

/** Cases at a time; most of each is waiting. */
export const LANES = 3;

/** Nothing is kept in it yet, and nobody is there. */
export async function town({ redis, timer = '600s' }: { redis?: string; timer?: string } = {}): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-town-'));
  const own = join(folder, 'own');
  mkdirSync(own);
  const host = await provider('6.7.0', { name: NAME });
  const workspace = await startWorkspace({
    ...{ manifest: shippedManifest(), rateLimits: 'off', eventRetryMs: [0, 100], refreshWarningMs: 100 },
    ...{ people: [...PEOPLE], channels: [{ name: CHANNEL }] },
  });
  const store = redis ?? join(folder, 'store');
  const yaml = policies(workspace, { lab: '' }, timer);
  const { apiUrl, appToken, botToken, signingSecret } = workspace;
  const { port, hostKeyFingerprint } = host;
  return {
    ...{ workspace, host, store },
    process(point, soonMs) {
      const tokens = { apiUrl, appToken, botToken, signingSecret };
      const there = { store, workspace: tokens, host: { name: NAME, port, hostKeyFingerprint }, policies: yaml };
      const told = { ...there, point, ...(soonMs !== undefined && { soonMs }) };
      return startProcess(program('whole-bot'), told, own);
    },
    async enter(more = {}) {
      return await stage({
        ...{
          in: workspace,
          store: more.store ?? (await openStore(store)),
          policies: () => yaml,
          leaseMs: 1_500,
        },
        hosts: [{ name: NAME, group: 'lab', running: host }],
        ...more,
      });
    },
    async close() {
      await workspace.close();
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** How long it is looked whether something is said once too often: several looks of a bot at its cards and its changes. */
const LONGER_MS = 500;

/** Waits until the last bot has nothing left to do, and says what came of the change; throws where anything is not as it must be. */
export async function judged(name: string, { workspace, host }: Town, last: Stage, reached: readonly string[]) {
  const change = await over(last);
  const { state, ended } = change.approval;
  await last.changes.settled(change.approval.id);
  await new Promise((done) => setTimeout(done, LONGER_MS));
  const outcome: Outcome = { name, state, why: ended?.why ?? null, reached };
  const faults = [
    ...wrong(host, state),
    ...((await last.changes.history(10)).length === 1 ? [] : ['it was asked for twice']),
    ...(await unrecorded(last.store, change)),
    ...untold(workspace, change),
  ];
  if (faults.length > 0) throw new Error(`${name}: ${faults.join('; ')}; ${JSON.stringify(outcome)}`);
  return outcome;
}

async function over({ changes }: Stage): Promise<Change> {
  await until(async () => (await changes.open().catch(() => [null])).length === 0);
  return (await changes.history(1))[0]!;
}
