import { afterAll, beforeAll, expect, test } from 'vitest';
import { AFTER, routesOf } from '../changes/support.ts';
import { card, cards, click, notices } from './changes-said.ts';
import { type Scene, scene } from './changes-scene.ts';
import { whispered } from './said.ts';

let on: Scene;
beforeAll(async () => {
  on = await scene({ lab: 1 }, { mode: 'http' });
}, 60_000);
afterAll(() => on?.end());

test('over HTTP as over a socket: a request, its card, who may not confirm, who may, the end', async () => {
  const { workspace } = on;
  const channel = on.room();
  const { name, host } = on.host();
  const { ts } = await on.asked(channel, name);
  await click(workspace, 'oncall', channel, 'Confirm');
  expect((await whispered(workspace, channel, 'oncall')).text).toContain('someone else');
  await click(workspace, 'netops', channel, 'Confirm');
  expect((await card(workspace, channel, 'verified')).ts).toBe(ts);
  expect(routesOf(host)).toEqual(AFTER);
  await workspace.until(() => notices(workspace, channel, ts).some(({ text }) => text.includes('is verified')), 30_000);
  expect(cards(workspace, channel)).toHaveLength(1);
}, 60_000);
