import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { BEFORE, PATIENT, ROUTE, routesOf } from '../changes/support.ts';
import { readAloud } from '../slack/changes/read-aloud.ts';
import { card, cards, click, notices } from './changes-said.ts';
import { outOfReach, policies, type Scene, scene } from './changes-scene.ts';
import { nth } from './said.ts';

let on: Scene;
let meet: (point: string) => void = () => {};
beforeAll(async () => {
  // An end waits for its host to be tidied up, however long that takes here.
  const more = { at: (point: string) => meet(point), patience: { ...PATIENT, tidy: 60_000 } };
  on = await scene(
    { lab: 3, quick: 1, again: 1 },
    {
      more,
      policies: (workspace) =>
        policies(workspace, { lab: '', again: '' }).concat(
          policies(workspace, { quick: '' }, '60s').replace('policies:', ''),
        ),
    },
  );
}, 60_000);
afterAll(() => on?.end());

/** Somebody changes its table by hand. */
function moved(host: SimulatedHost): void {
  host.state.config.routes.push({
    ...{ netstack: 'defaultTcpipStack', network: '10.9.0.0', length: 16, gateway: '10.44.20.1', source: 'MANUAL' },
  });
  host.changed();
}

test('several hosts that stop at the first: whoever asked is mentioned once', async () => {
  const { workspace } = on;
  const channel = on.room();
  const hosts = [on.host(), on.host(), on.host()];
  const [first] = hosts;
  await workspace
    .as('oncall')
    .command({ channel, text: `/vmk fix route ${hosts.map(({ name }) => name).join(' ')} ${ROUTE}` });
  const { ts } = await card(workspace, channel, 'pending');
  moved(first!.host);
  await click(workspace, 'netops', channel, 'Confirm');
  await card(workspace, channel, 'void');
  await workspace.until(() => notices(workspace, channel, ts).some(({ text }) => text.includes('Stopped at')), 30_000);
  const told = notices(workspace, channel, ts).map(({ text }) => text);
  const asker = `<@${workspace.person('oncall').id}>`;
  expect(told.filter((text) => text.includes(asker))).toEqual([expect.stringContaining('Stopped at')]);
  expect(told.some((text) => text.includes(`${first!.name} has moved`))).toBe(true);
}, 60_000);

test('what was taken back is told alike on the card and in its thread, to its last line', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host('quick');
  meet = outOfReach(host, 'armed:written');
  const { ts } = await on.asked(channel, name);
  await click(workspace, 'netops', channel, 'Confirm');
  const end = await workspace.until(
    () => notices(workspace, channel, ts).find(({ text }) => text.includes('reverted')),
    30_000,
  );
  meet = () => {};
  const lines = (message: Parameters<typeof readAloud>[0]) => readAloud(message).split('\n').slice(2, -1);
  const back = lines(end as never);
  expect(back).toContain('Nothing of it is left on the host.');
  expect(lines((await card(workspace, channel, 'rolled-back')) as never)).toEqual(back);
  expect(routesOf(host)).toEqual(BEFORE);
}, 60_000);

test('who presses `Plan again` once more is led to the request that waits by then', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host('again');
  const { ts } = await on.asked(channel, name);
  moved(host);
  await click(workspace, 'netops', channel, 'Confirm');
  await card(workspace, channel, 'void');
  await click(workspace, 'netops', channel, 'Plan again', ts);
  const anew = await card(workspace, channel, 'pending');
  await click(workspace, 'lead', channel, 'Plan again', ts);
  const answer = await nth(workspace, channel, 'answer');
  expect(answer.text).toContain(`${anew.metadata!.event_payload.change} asks for just that already`);
  expect(JSON.stringify(answer.blocks)).toContain(`/p${anew.ts.replace('.', '')}`);
  expect(cards(workspace, channel).map(({ metadata }) => metadata!.event_payload.state)).toEqual(['void', 'pending']);
}, 60_000);
