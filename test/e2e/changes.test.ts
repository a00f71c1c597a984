import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { AFTER, NAME, provider, routesOf } from '../changes/support.ts';
import { type Stage, stage } from './bot.ts';
import { below, card, click, FIX } from './changes-said.ts';
import { whispered } from './said.ts';

const ROOMS = Array.from({ length: 20 }, (_, i) => `room-${i}`);

const policies = ({ person }: Workspace) => {
  const [oncall, netops, storage] = ['oncall', 'netops', 'storage'].map((name) => person(name).id);
  return `policies: [{ groups: [lab], changes: [route, gateway], ask: { users: [${oncall}, ${netops}, ${storage}] }, approve: { users: [${oncall}, ${netops}] }, timer: 600s }]`;
};

let on: Stage;
let host: SimulatedHost;
const rooms = [...ROOMS];
const room = () => rooms.shift()!;
beforeAll(async () => {
  host = await provider();
  on = await stage({
    hosts: [{ name: NAME, group: 'lab', running: host }],
    policies,
    channels: ROOMS.map((name) => ({ name })),
  });
}, 60_000);
afterAll(async () => {
  await on?.end();
  await host?.close();
});

test('a fix is a card; who asked cannot confirm it, a second person can; it is applied and told', async () => {
  const { workspace } = on;
  const channel = room();
  await workspace.as('oncall').command({ channel, text: FIX });
  const pending = await card(workspace, channel, 'pending');
  await click(workspace, 'oncall', channel, 'Confirm');
  expect((await whispered(workspace, channel, 'oncall')).text).toContain('someone else');
  await click(workspace, 'netops', channel, 'Confirm');
  const verified = await card(workspace, channel, 'verified');
  expect(verified.ts).toBe(pending.ts);
  expect(routesOf(host)).toEqual(AFTER);
  await workspace.until(() => below(workspace, channel, pending.ts).find(({ text }) => text.includes('verified')));
  console.log(
    JSON.stringify(verified.blocks),
    below(workspace, channel, pending.ts).map(({ text }) => text),
  );
}, 60_000);
