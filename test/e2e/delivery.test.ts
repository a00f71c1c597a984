import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Mode, type Stage, stage } from './bot.ts';
import { buttons, fenced, nth, said, whispered, whispers } from './said.ts';

const ROOMS = Array.from({ length: 12 }, (_, i) => `room-${i}`);

describe.each<Mode>(['socket', 'http'])('%s', (mode) => {
  let on: Stage;
  let rooms: string[];
  const room = () => rooms.shift()!;
  beforeAll(async () => {
    rooms = [...ROOMS];
    on = await stage({ mode, eventRetryMs: [0, 100, 200], channels: ROOMS.map((name) => ({ name })) });
  }, 60_000);
  afterAll(() => on?.end());

  /** What comes later is done later: when this is told, whatever came before it is done. */
  async function settle(channel: string): Promise<void> {
    const before = whispers(on.workspace, channel, 'netops').length;
    await on.workspace.as('netops').command({ channel, text: '/vmk nonsense' });
    await whispered(on.workspace, channel, 'netops', before + 1);
  }

  test.each([
    ['event', 'app_mention'],
    ['command', '/vmk'],
    ['interaction', 'message_action'],
  ] as const)('a %s (%s) that is delivered three times is answered once', async (what, type) => {
    const { workspace } = on;
    const channel = room();
    const oncall = workspace.as('oncall');
    const { message } = await oncall.post({ channel, text: fenced('shared-vmotion') });
    const repeated = workspace.faults.repeat({ what, type, times: 2 });
    if (what === 'event') await oncall.post({ channel, thread: message.ts, text: '@vmkbot check' });
    else if (what === 'command') await oncall.command({ channel, text: '/vmk nonsense' });
    else await oncall.shortcut({ channel, ts: message.ts, callbackId: 'diagnose_message' });
    const told = () => said(workspace, channel, 'answer').length + whispers(workspace, channel, 'oncall').length;
    await workspace.until(() => told() > 0, 20_000);
    await workspace.until(
      () => workspace.log.deliveries(type).filter(({ outcome }) => outcome === 'acknowledged').length >= 3,
    );
    repeated.off();
    await settle(channel);
    expect(repeated.hits).toBeGreaterThan(0);
    expect(told()).toBe(1);
  });

  test('a double click asks once', async () => {
    const { workspace } = on;
    const channel = room();
    const oncall = workspace.as('oncall');
    await oncall.post({ channel, text: `@vmkbot check\n${fenced('shared-vmotion')}` });
    const root = await nth(workspace, channel, 'answer');
    const [first] = buttons(root);
    const click = () =>
      oncall.act({ at: { channel, ts: root.ts }, blockId: first!.blockId, actionId: first!.actionId });
    await Promise.all([click(), click(), click()]);
    await nth(workspace, channel, 'answer', 2);
    await settle(channel);
    expect(said(workspace, channel, 'answer').filter(({ thread }) => thread === root.ts)).toHaveLength(1);
  });

  test('a lost reply of Slack makes no second answer', async () => {
    const { workspace } = on;
    const channel = room();
    const lost = workspace.faults.loseReply({ method: 'chat.postMessage', count: 1 });
    await workspace.as('oncall').post({ channel, text: `@vmkbot check\n${fenced('shared-vmotion')}` });
    await nth(workspace, channel, 'detail');
    expect(lost.hits).toBe(1);
    expect(said(workspace, channel, 'answer')).toHaveLength(1);
  });

  test('where a reply was lost and Slack lets nothing be looked up, it is told that the answer may stand', async () => {
    const { workspace } = on;
    const channel = room();
    const lost = workspace.faults.loseReply({ method: 'chat.postMessage', count: 1 });
    const refused = workspace.faults.refuse('missing_scope', { method: 'conversations.history' });
    await workspace.as('oncall').post({ channel, text: `@vmkbot check\n${fenced('shared-vmotion')}` });
    expect((await whispered(workspace, channel, 'oncall')).text).toContain('may stand here already');
    lost.off();
    refused.off();
    expect(said(workspace, channel, 'answer')).toHaveLength(1);
  });

  test('who asks below a message that is then deleted is told in the channel', async () => {
    const { workspace } = on;
    const channel = room();
    const oncall = workspace.as('oncall');
    const { message } = await oncall.post({ channel, text: fenced('shared-vmotion') });
    const late = workspace.faults.delay(300, { what: 'interaction' });
    const asked = oncall.shortcut({ channel, ts: message.ts, callbackId: 'diagnose_message' });
    await oncall.remove({ channel, ts: message.ts });
    await asked;
    late.off();
    expect((await whispered(workspace, channel, 'oncall')).text).toContain('is gone');
  });

  test('a 429 in one channel delays no other', async () => {
    const { workspace } = on;
    const [one, other] = [room(), room()];
    const limited = workspace.faults.rateLimited({
      method: 'chat.postMessage',
      channel: workspace.channel(one).id,
      retryAfter: 2,
      count: 1,
    });
    await workspace.as('oncall').post({ channel: one, text: `@vmkbot check\n${fenced('shared-vmotion')}` });
    await workspace.until(() => limited.hits === 1);
    await workspace.as('oncall').post({ channel: other, text: `@vmkbot check\n${fenced('provider')}` });
    await nth(workspace, other, 'answer');
    expect(said(workspace, one, 'answer')).toHaveLength(0);
    await nth(workspace, one, 'answer');
  });

  test('a refusal of a command goes by its response_url', async () => {
    const { workspace } = on;
    const channel = room();
    const used = () => workspace.log.calls('response_url').length;
    const before = used();
    await workspace.as('oncall').command({ channel, text: '/vmk chekc' });
    await whispered(workspace, channel, 'oncall');
    expect(used()).toBe(before + 1);
  });

  test('everything is acknowledged before anything else is done', async () => {
    const { workspace } = on;
    const channel = room();
    const oncall = workspace.as('oncall');
    await oncall.post({ channel, text: `@vmkbot check\n${fenced('shared-vmotion')}` });
    const root = await nth(workspace, channel, 'answer');
    await nth(workspace, channel, 'detail');
    // Whatever asks Slack or the store from now on waits.
    const hung = workspace.faults.hang();
    const commit = on.store.commit.bind(on.store);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    on.store.commit = (...given) => held.then(() => commit(...given));
    const acknowledged = { outcome: 'acknowledged' };
    const [button] = buttons(root);
    const at = { channel, ts: root.ts };
    expect(await oncall.command({ channel, text: '/vmk check' })).toEqual(acknowledged);
    expect(await oncall.shortcut({ channel, ts: root.ts, callbackId: 'diagnose_message' })).toEqual(acknowledged);
    expect(await oncall.act({ at, blockId: button!.blockId, actionId: button!.actionId })).toEqual(acknowledged);
    const { message } = await oncall.post({ channel, text: '@vmkbot help' });
    const event = () =>
      workspace.log.deliveries('app_mention').find(({ body }) => JSON.stringify(body).includes(message.ts));
    await workspace.until(() => event()?.outcome === 'acknowledged');
    hung.off();
    release();
  });
});
