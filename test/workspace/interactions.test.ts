import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ClientOf, Workspace } from '../../src/lab/workspace/index.ts';
import { boltOnHttp, boltOnSockets, refusal, type Used, use } from './support.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const PASTE: ModalView = {
  type: 'modal',
  callback_id: 'paste',
  private_metadata: 'kept',
  notify_on_close: true,
  title: plain('Paste'),
  submit: plain('Read'),
  blocks: [
    {
      type: 'input',
      block_id: 'box',
      label: plain('Output'),
      element: { type: 'plain_text_input', action_id: 'text', multiline: true, max_length: 20 },
    },
    {
      type: 'input',
      block_id: 'host',
      optional: true,
      label: plain('Host'),
      element: { type: 'external_select', action_id: 'name', min_query_length: 0 },
    },
  ],
};

describe.each(['sockets', 'signed HTTP'] as const)('by %s', (mode) => {
  let used: Used;
  let workspace: Workspace;
  let app: App;
  let oncall: ClientOf;

  beforeEach(async () => {
    used = await use(mode === 'sockets' ? {} : { mode: { http: 'http://127.0.0.1:9/' } });
    workspace = used.workspace;
    oncall = workspace.as('oncall');
    if (mode === 'sockets') {
      app = boltOnSockets(workspace);
      await app.start();
    } else app = await boltOnHttp(workspace);
  });
  afterEach(async () => {
    await app.stop();
    await used.end();
  });

  const buttons = [
    {
      type: 'actions' as const,
      block_id: 'choice',
      elements: [
        { type: 'button' as const, action_id: 'confirm', text: plain('Confirm'), value: 'change-1' },
        {
          type: 'static_select' as const,
          action_id: 'page',
          options: [
            { text: plain('One'), value: '1' },
            { text: plain('Two'), value: '2' },
          ],
        },
      ],
    },
  ];

  async function card() {
    const { ts } = await used.client.chat.postMessage({ channel: used.ops, text: 'card', blocks: buttons });
    return { channel: used.ops, ts: ts! };
  }

  test('a button carries its value, its message and a response_url that replaces it', async () => {
    app.action('confirm', async ({ ack, body, action, respond }) => {
      await ack();
      const { user, actions } = body as { user: { name: string }; actions: object[] };
      expect(actions).toMatchObject([{ block_id: 'choice', action_id: 'confirm' }]);
      await respond({ replace_original: true, text: `${(action as { value: string }).value} by ${user.name}` });
    });
    const at = await card();
    expect(await oncall.act({ at, blockId: 'choice', actionId: 'confirm' })).toEqual({ outcome: 'acknowledged' });
    await workspace.until(() => workspace.messages('ops')[0]!.text === 'change-1 by oncall');
    expect(workspace.messages('ops')[0]).not.toHaveProperty('blocks');
  });

  test('a message for one person alone is replaced and deleted by the response_url of its button', async () => {
    const seen: object[] = [];
    app.command('/vmk', ({ ack }) => ack({ text: 'sure?', blocks: buttons }));
    app.action('confirm', async ({ ack, body, respond }) => {
      await ack();
      seen.push(body);
      if (seen.length === 1) await respond({ replace_original: true, text: 'really?', blocks: buttons });
      else await respond({ delete_original: true });
    });
    await oncall.command({ channel: 'ops', text: '/vmk fix' });
    const whispers = () => workspace.whispers('ops', 'oncall');
    const click = () =>
      oncall.act({ at: { channel: used.ops, ts: whispers()[0]!.ts }, blockId: 'choice', actionId: 'confirm' });
    await click();
    await workspace.until(() => whispers()[0]!.text === 'really?');
    await click();
    await workspace.until(() => whispers().length === 0);
    expect(seen[0]).toMatchObject({ container: { is_ephemeral: true } });
    expect(seen[0]).not.toHaveProperty('message');
  });

  test('a menu carries what was picked, and the state of the message', async () => {
    const seen: object[] = [];
    app.action('page', async ({ ack, body }) => {
      await ack();
      seen.push(body);
    });
    await oncall.act({ at: await card(), blockId: 'choice', actionId: 'page', value: { option: '2' } });
    await workspace.until(() => seen.length === 1);
    const picked = { selected_option: { value: '2' } };
    expect(seen[0]).toMatchObject({ actions: [picked], state: { values: { choice: { page: picked } } } });
  });

  test('who clicks on what an edit has just drawn anew is heard', async () => {
    const seen: object[] = [];
    app.action('confirm', async ({ ack, body }) => {
      await ack();
      seen.push(body);
    });
    const drawn = buttons.map(({ block_id, ...block }) => block) as typeof buttons;
    const { ts } = await used.client.chat.postMessage({ channel: used.ops, text: 'card', blocks: drawn });
    const saw = workspace.messages('ops')[0]!.blocks![0]!.block_id!;
    await used.client.chat.update({ channel: used.ops, ts: ts!, text: 'edited', blocks: drawn });
    expect(workspace.messages('ops')[0]!.blocks![0]!.block_id).not.toBe(saw);
    await oncall.act({ at: { channel: used.ops, ts: ts! }, blockId: saw, actionId: 'confirm' });
    await workspace.until(() => seen.length === 1);
    expect(seen[0]).toMatchObject({ actions: [{ action_id: 'confirm', value: 'change-1' }] });
  });

  test('what is not there cannot be clicked', async () => {
    const at = await card();
    await expect(oncall.act({ at, blockId: 'choice', actionId: 'other' })).rejects.toMatchObject({
      code: 'element_not_found',
    });
    const picked = oncall.act({ at, blockId: 'choice', actionId: 'page', value: { option: '3' } });
    await expect(picked).rejects.toMatchObject({ code: 'no_such_option' });
  });

  test('a modal: opened by a trigger, filled in, refused by the client, refused by the app, taken', async () => {
    app.command('/vmk', async ({ ack, client, body }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view: PASTE });
    });
    app.options('name', async ({ ack, payload }) => {
      await ack({ options: [{ text: plain(`${payload.value}-07`), value: 'esx-07' }] });
    });
    app.view('paste', async ({ ack, view }) => {
      const value = view.state.values.box!.text!.value;
      expect(view.private_metadata).toBe('kept');
      if (value === 'bad') await ack({ response_action: 'errors', errors: { box: 'No table in it.' } });
      else if (value === 'next') await ack({ response_action: 'push', view: { ...PASTE, title: plain('Next') } });
      else await ack();
    });
    app.view({ type: 'view_closed', callback_id: 'paste' }, ({ ack }) => ack());
    await oncall.command({ channel: 'ops', text: '/vmk paste' });
    const view = await workspace.until(() => [...workspace.team.views.values()][0]);
    const submit = (text: string, more: object = {}) =>
      oncall.submitView({ view: view.id, values: { box: { text: { text } }, ...more } });

    const { options } = await oncall.suggest({
      at: { view: view.id },
      blockId: 'host',
      actionId: 'name',
      query: 'esx',
    });
    expect(options).toEqual([{ text: 'esx-07', value: 'esx-07' }]);
    expect(await submit('')).toMatchObject({ outcome: 'errors', by: 'client' });
    expect(await submit('x'.repeat(21))).toMatchObject({ outcome: 'errors', by: 'client' });
    expect(await submit('bad')).toEqual({ outcome: 'errors', by: 'app', errors: { box: 'No table in it.' } });
    const pushed = await submit('next');
    expect(pushed).toMatchObject({ outcome: 'pushed', view: { title: 'Next', depth: 1 } });
    if (pushed.outcome !== 'pushed') throw new Error('not pushed');
    await oncall.closeView({ view: pushed.view.id });
    expect(await submit('good', { host: { name: { option: 'esx-07' } } })).toEqual({ outcome: 'closed' });
    expect((await oncall.views({})).views).toEqual([]);
    await workspace.until(() => workspace.log.deliveries('view_closed').length === 1);
  });

  test('a message shortcut carries the whole message', async () => {
    const seen: { text?: string; user?: string }[] = [];
    app.shortcut('diagnose_message', async ({ ack, shortcut }) => {
      await ack();
      if (shortcut.type === 'message_action') seen.push(shortcut.message);
    });
    const { message } = await workspace.as('netops').post({ channel: 'ops', text: '```\nvmk0 10.0.1.128\n```' });
    await oncall.shortcut({ channel: 'ops', ts: message.ts, callbackId: 'diagnose_message' });
    await workspace.until(() => seen.length === 1);
    expect(seen[0]).toMatchObject({
      text: '```\nvmk0 10.0.1.128\n```',
      user: workspace.person('netops').id,
      blocks: [
        { elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'vmk0 10.0.1.128' }] }] },
      ],
    });
  });

  test('Home: opened, published, shown', async () => {
    app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'divider' }] } });
    });
    expect(await oncall.openHome({})).toEqual({ view: null });
    await workspace.until(() => workspace.team.homes.size === 1);
    expect((await oncall.home({})).view).toMatchObject({ type: 'home', blocks: [{ type: 'divider' }] });
  });
});

describe('rights', () => {
  let used: Used;
  let workspace: Workspace;
  beforeEach(async () => {
    used = await use({ mode: { http: 'http://127.0.0.1:9/' }, ackMs: 300 });
    workspace = used.workspace;
  });
  afterEach(() => used.end());

  /** The rights of a command that was typed but reached nobody. */
  async function rights() {
    await workspace.as('oncall').command({ channel: 'ops', text: '/vmk help' });
    const { body } = workspace.log.deliveries('/vmk').at(-1)!;
    return body as unknown as { trigger_id: string; response_url: string };
  }
  const open = (trigger_id: string) => refusal(used.client.views.open({ trigger_id, view: PASTE }));
  const respond = (url: string, body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) });

  test('a trigger serves once', async () => {
    const { trigger_id } = await rights();
    expect((await open(trigger_id)).error).toBe('not refused');
    expect((await open(trigger_id)).error).toBe('exchanged_trigger_id');
    expect((await open('unknown')).error).toBe('invalid_trigger_id');
  });

  test('a trigger serves for three seconds', async () => {
    const { trigger_id } = await rights();
    workspace.clock.advance(3_100);
    expect((await open(trigger_id)).error).toBe('expired_trigger_id');
  });

  test('a response_url serves five times', async () => {
    const { response_url: url } = await rights();
    for (let count = 0; count < 5; count += 1) expect((await respond(url, { text: 'a' })).ok).toBe(true);
    expect(await (await respond(url, { text: 'a' })).json()).toEqual({ ok: false, error: 'used_url' });
  });

  test('a response_url serves for thirty minutes', async () => {
    const { response_url: url } = await rights();
    workspace.clock.advance(30 * 60_000 + 1_000);
    expect(await (await respond(url, { text: 'a' })).json()).toEqual({ ok: false, error: 'expired_url' });
  });

  test('a response_url speaks in the channel, in a thread, and within Slack’s limits', async () => {
    const { response_url: url } = await rights();
    await respond(url, { text: 'for all', response_type: 'in_channel' });
    const [root] = workspace.messages('ops');
    await respond(url, { text: 'below', response_type: 'in_channel', thread_ts: root!.ts });
    expect(workspace.messages('ops').map(({ text, thread }) => [text, thread])).toEqual([
      ['for all', undefined],
      ['below', root!.ts],
    ]);
    expect((await respond(url, { text: 'a', blocks: [{ type: 'none' }] })).status).toBe(400);
  });
});
