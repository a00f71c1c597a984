import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_MANIFEST, type StreamEvent, type Workspace } from '../../src/lab/workspace/index.ts';
import { type Used, use } from './support.ts';

let used: Used;
let workspace: Workspace;

beforeEach(async () => {
  used = await use({
    mode: { http: 'http://127.0.0.1:9/' },
    ackMs: 300,
    eventRetryMs: [],
    people: [
      { name: 'oncall' },
      { name: 'netops' },
      { name: 'partner', kind: 'stranger' },
      { name: 'leaver', deactivated: true },
    ],
    usergroups: [{ handle: 'netadmins', users: ['netops'] }],
    channels: [
      { name: 'ops', members: ['oncall', 'netops', 'partner'], shared: true },
      { name: 'random', app: false },
      { name: 'closed', kind: 'private', members: ['oncall'] },
      { name: 'staff', members: ['oncall'] },
    ],
  });
  workspace = used.workspace;
});
afterEach(() => used.end());

const say = async (text: string, channel = 'ops') => (await workspace.as('oncall').post({ channel, text })).message;
const events = () => workspace.log.deliveries().map(({ type }) => type);

describe('what was typed, as Slack’s client sends it', () => {
  const bot = () => workspace.team.app.userId;
  const CASES: readonly [typed: string, sent: () => string][] = [
    ['a < b && c > d', () => 'a &lt; b &amp;&amp; c &gt; d'],
    ['see https://example.com/a?b=1&c=2.', () => 'see <https://example.com/a?b=1&amp;c=2>.'],
    ['ask example.com now', () => 'ask <http://example.com|example.com> now'],
    ['10.0.1.128 and esx-07.lab.local', () => '10.0.1.128 and esx-07.lab.local'],
    ['mail ops@example.com', () => 'mail <mailto:ops@example.com|ops@example.com>'],
    ['@vmkbot why?', () => `<@${bot()}> why?`],
    ['@nobody why?', () => '@nobody why?'],
    ['@netadmins look', () => `<!subteam^${[...workspace.team.usergroups.keys()][0]}> look`],
    ['@here look', () => '<!here> look'],
    ['in #random', () => `in <#${workspace.channel('random').id}|random>`],
    ['`a < b @oncall example.com`', () => '`a &lt; b @oncall example.com`'],
    [
      '```\nvmk0 <10.0.1.128>\nhttp://example.com\n```',
      () => '```\nvmk0 &lt;10.0.1.128&gt;\n<http://example.com>\n```',
    ],
  ];
  test.each(CASES)('%s', async (typed, sent) => {
    expect((await say(typed)).text).toBe(sent());
  });

  test('rich text beside it, with the code apart', async () => {
    const { blocks } = await say('look `vmk0` @netops\n```\na < b\n```');
    expect(blocks).toMatchObject([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'look ' },
              { type: 'text', text: 'vmk0', style: { code: true } },
              { type: 'text', text: ' ' },
              { type: 'user', user_id: workspace.person('netops').id },
              { type: 'text', text: '\n' },
            ],
          },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a < b' }] },
        ],
      },
    ]);
  });

  test('4,000 characters are a message, more a snippet or nothing', async () => {
    expect((await say('x'.repeat(4_000))).files).toBeUndefined();
    const snippet = await say('x'.repeat(4_001));
    expect(snippet).toMatchObject({
      subtype: 'file_share',
      text: '',
      files: [{ mimetype: 'text/plain', size: 4_001 }],
    });
    const long = { channel: 'ops', text: 'x'.repeat(4_001), long: 'refuse' } as const;
    await expect(workspace.as('oncall').post(long)).rejects.toMatchObject({ code: 'msg_too_long' });
  });

  test('a command’s mentions and links, as should_escape says', async () => {
    await workspace.as('oncall').command({ channel: 'ops', text: '/vmk ask @netops of example.com & co' });
    const { body } = workspace.log.deliveries('/vmk')[0]!;
    expect(body.text).toBe(
      `ask <@${workspace.person('netops').id}|netops> of <http://example.com|example.com> &amp; co`,
    );
  });
});

describe('what the app is told', () => {
  test('a mention where it is: the message and app_mention', async () => {
    await say('@vmkbot help');
    expect(events()).toEqual(['message', 'app_mention']);
  });

  test('a mention where it is not: nothing, and Slackbot says how to invite it', async () => {
    await say('@vmkbot help', 'random');
    expect(events()).toEqual([]);
    expect(workspace.whispers('random', 'oncall')[0]!.text).toContain('/invite @vmkbot');
    await workspace.as('oncall').invite({ channel: 'random', user: 'vmkbot' });
    await say('@vmkbot help', 'random');
    expect(events()).toEqual(['message', 'app_mention']);
  });

  test('a direct message is message.im, without app_mention', async () => {
    await say('@vmkbot help', 'vmkbot');
    expect(workspace.log.deliveries().map(({ body }) => body.event)).toMatchObject([
      { type: 'message', channel_type: 'im' },
    ]);
  });

  test('its own messages come back as messages, and never as app_mention', async () => {
    await used.client.chat.postMessage({ channel: used.ops, text: `<@${workspace.team.app.userId}>` });
    expect(workspace.log.deliveries().map(({ body }) => body.event)).toMatchObject([
      { type: 'message', bot_id: workspace.team.app.botId },
    ]);
  });

  test('only what the manifest subscribes to, with the scope for it', async () => {
    const { oauth_config, settings } = DEFAULT_MANIFEST;
    const start = (bot: string[], bot_events: string[]) =>
      use({
        mode: { http: 'http://127.0.0.1:9/' },
        eventRetryMs: [],
        manifest: {
          ...DEFAULT_MANIFEST,
          oauth_config: { ...oauth_config, scopes: { bot: bot as never } },
          settings: { ...settings, event_subscriptions: { bot_events: bot_events as never } },
        },
      });
    for (const [scopes, subscribed, heard] of [
      [['app_mentions:read', 'channels:history'], ['app_mention'], ['app_mention']],
      [['channels:history'], ['app_mention', 'message.channels'], ['message']],
    ] as const) {
      const other = await start([...scopes], [...subscribed]);
      await other.workspace.as('oncall').post({ channel: 'ops', text: '@vmkbot help' });
      expect(other.workspace.log.deliveries().map(({ type }) => type)).toEqual(heard);
      await other.end();
    }
  });

  test('a stranger’s message tells their own team', async () => {
    await workspace.as('partner').post({ channel: 'ops', text: '@vmkbot help' });
    const { event } = workspace.log.deliveries('app_mention')[0]!.body as { event: { user_team: string } };
    expect(event.user_team).toBe(workspace.person('partner').teamId);
    expect(event.user_team).not.toBe(workspace.team.id);
  });

  test('a file in a thread: the message bears it', async () => {
    const root = await say('why?');
    const file = { name: 'vmk.txt', text: 'vmk0' };
    await workspace.as('oncall').upload({ channel: 'ops', thread: root.ts, files: [file], text: '@vmkbot this' });
    const { event } = workspace.log.deliveries('app_mention')[0]!.body as {
      event: { files: { url_private_download: string }[] };
    };
    expect(event).toMatchObject({ subtype: 'file_share', thread_ts: root.ts, files: [{ name: 'vmk.txt' }] });
    const headers = { authorization: `Bearer ${workspace.botToken}` };
    expect(await (await fetch(event.files[0]!.url_private_download, { headers })).text()).toBe('vmk0');
  });
});

describe('what people cannot do', () => {
  const REFUSED: readonly [what: string, call: () => Promise<unknown>, code: string][] = [
    [
      'a command in a thread',
      async () => workspace.as('oncall').command({ channel: 'ops', text: '/vmk help', thread: (await say('a')).ts }),
      'command_in_thread',
    ],
    [
      'a command that is not there',
      () => workspace.as('oncall').command({ channel: 'ops', text: '/other' }),
      'unknown_command',
    ],
    [
      'a command of another workspace',
      () => workspace.as('partner').command({ channel: 'ops', text: '/vmk help' }),
      'unknown_command',
    ],
    ['act when deactivated', () => workspace.as('leaver').post({ channel: 'ops', text: 'a' }), 'account_inactive'],
    [
      'see a private channel they are not in',
      () => workspace.as('netops').messages({ channel: 'closed' }),
      'channel_not_found',
    ],
    [
      'see a public channel as a stranger',
      () => workspace.as('partner').messages({ channel: 'random' }),
      'channel_not_found',
    ],
    ['write where they are not', () => workspace.as('netops').post({ channel: 'staff', text: 'a' }), 'not_in_channel'],
  ];
  test.each(REFUSED)('%s', async (_, call, code) => {
    await expect(call()).rejects.toMatchObject({ code });
  });

  test('write in an archived channel, until it is one no longer', async () => {
    const oncall = workspace.as('oncall');
    await oncall.archive({ channel: 'ops' });
    await expect(say('a')).rejects.toMatchObject({ code: 'is_archived' });
    await oncall.unarchive({ channel: 'ops' });
    await say('a');
  });

  test('use a shortcut on what only they see', async () => {
    const user = workspace.person('oncall').id;
    const { message_ts } = await used.client.chat.postEphemeral({ channel: used.ops, user, text: 'psst' });
    const call = workspace.as('oncall').shortcut({ channel: 'ops', ts: message_ts!, callbackId: 'diagnose_message' });
    await expect(call).rejects.toMatchObject({ code: 'ephemeral' });
  });
});

test('a person’s stream tells what they may see, and nothing else', async () => {
  const heard: Record<string, StreamEvent[]> = { oncall: [], netops: [] };
  for (const name of ['oncall', 'netops']) workspace.watch(name, (event) => heard[name]!.push(event));
  await say('for all');
  await say('among us', 'closed');
  const user = workspace.person('netops').id;
  await used.client.chat.postEphemeral({ channel: used.ops, user, text: 'psst' });
  const texts = (name: string) =>
    heard[name]!.flatMap((event) => (event.type === 'message' ? [event.message.text] : []));
  expect(texts('oncall')).toEqual(['for all', 'among us']);
  expect(texts('netops')).toEqual(['for all', 'psst']);
});
