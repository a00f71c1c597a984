import { afterAll, expect, test } from 'vitest';
import { verifyAudit } from '../../src/changes/audit.ts';
import type { Followed } from '../../src/changes/service.ts';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { openStore } from '../../src/store/index.ts';
import { folders, inLanes, killed, type Outcome, POINTS, tell } from './chaos.ts';
import { askedFor, bot, confirmed, hostsOf, loginTo, NAME, until } from './support.ts';
import { SERVER, SET, settingsOf, timePlanOf, timePolicy, UNSET, unset, WATCHING } from './time-support.ts';

const { place, done } = folders();
afterAll(done);

interface Case {
  readonly point: string;
  readonly timer?: number;
  readonly servers?: readonly string[];
  readonly version?: string;
  afterwards?(host: SimulatedHost): void | Promise<void>;
}

const KEPT = '/etc/ntp.conf.vmkbot';

/** What is not as it must be behind the end of a change of time. */
function wrong(host: SimulatedHost, state: string): string[] {
  const wanted = JSON.stringify(state === 'verified' ? SET : UNSET);
  const left = host.files().filter((file) => file !== '/tmp' && file !== KEPT);
  return [
    ...(['verified', 'rolled-back', 'void'].includes(state) ? [] : [`it ended as ${state}`]),
    ...(JSON.stringify(settingsOf(host)) === wanted ? [] : [`set is ${JSON.stringify(settingsOf(host))}`]),
    ...(left.length === 0 ? [] : [`left on the host: ${left.join(' ')}`]),
    ...(host.processes().length === 0 ? [] : ['something runs on the host']),
    ...(host.history.filter((text) => text.includes('vmkbot applied')).length <= 1 ? [] : ['it was armed again']),
  ];
}

/** Kills a bot at a point and lets another one find what it left. */
async function survived({ point, timer = 600, servers, version, afterwards }: Case): Promise<Outcome> {
  const host = await unset(version);
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  const options = { policies: [timePolicy(timer)], patience: WATCHING };
  const where = await place();
  try {
    const first = await openStore(where);
    const plan = await timePlanOf(hosts, servers ?? [SERVER], { timer });
    const { id, digest } = (await askedFor(bot(first, hosts, options), plan)).approval;
    await first.close();
    const told = { store: where, login: loginTo(host), id, digest, point, timer, time: true };
    const reached = await killed(told, {}, host);
    await afterwards?.(host);
    const store = await openStore(where);
    const other = bot(store, hosts, options);
    const heard: Followed[] = [];
    other.changes.follow((followed) => void heard.push(followed));
    other.changes.start();
    if ((await other.changes.get(id))!.approval.confirmed.length === 0)
      await confirmed(other, { ...(await other.changes.get(id))! });
    await until(async () => (await other.changes.open()).length === 0);
    const end = (await other.changes.get(id))!;
    const { state, ended } = end.approval;
    const faults = [
      ...wrong(host, state),
      ...((await verifyAudit(store)).kind === 'whole' ? [] : ['the audit is broken']),
      ...(heard.some(({ change }) => change.approval.state === state) ? [] : ['its end was not told']),
      ...other.faults.map(String),
    ];
    await other.changes.stop();
    await store.close();
    const outcome = { name: point, state, why: ended?.why ?? null, reached };
    if (faults.length > 0) throw new Error(`${point}: ${faults.join('; ')}; ${JSON.stringify(outcome)}`);
    return outcome;
  } finally {
    await host.close();
  }
}

const WATCH_POINTS = ['watching:before', 'watching:written', 'watching:done'];

test('killed at every point of the journal: the next process ends it, and goes on watching', async () => {
  const points = [...POINTS, ...WATCH_POINTS];
  const outcomes = await inLanes(
    points.map((point) => ({ point })),
    3,
    survived,
  );
  tell('a change of time killed at every point of the journal', outcomes);
  expect(outcomes.filter(({ name, reached }) => reached.at(-1) !== name)).toEqual([]);
  const ends = Object.fromEntries(outcomes.map(({ name, state }) => [name, state]));
  expect(ends).toEqual(
    Object.fromEntries(points.map((point) => [point, point === 'arming:written' ? 'void' : 'verified'])),
  );
}, 600_000);

test.each(['6.7.0', '8.0.2'])(
  'on %s: a host that restarts or is not reached is as before',
  async (version) => {
    const cases: Case[] = [
      { point: 'armed:written', version, afterwards: (host) => host.crash() },
      {
        point: 'armed:written',
        version,
        timer: 60,
        async afterwards(host) {
          host.faults.dead = true;
          await until(() => host.processes().length === 0);
          host.faults.dead = false;
        },
      },
    ];
    const outcomes = await inLanes(cases, 2, survived);
    expect(outcomes.map(({ state }) => state)).toEqual(['rolled-back', 'rolled-back']);
  },
  300_000,
);

test('a host that restarts while it is watched is watched on', async () => {
  const [outcome] = await inLanes(
    [{ point: 'watching:written', afterwards: (host: SimulatedHost) => host.reboot() }],
    1,
    survived,
  );
  expect(outcome).toMatchObject({ state: 'verified', why: expect.stringContaining(`follows ${SERVER}`) });
}, 120_000);
