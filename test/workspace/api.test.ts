import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_MANIFEST } from '../../src/lab/workspace/index.ts';
import { clientFor, refusal, type Used, use } from './support.ts';

let used: Used;

const word = async (call: Promise<unknown>) => (await refusal(call)).error;
const post = (more: object = {}) => used.client.chat.postMessage({ channel: used.ops, text: 'a', ...more });

describe('who may call', () => {
  beforeEach(async () => {
    used = await use();
  });
  afterEach(() => used.end());

  test('a method that is not there is unknown', async () => {
    expect(await word(used.client.apiCall('chat.shout'))).toBe('unknown_method');
  });

  test('no token, a strange one, one of another kind', async () => {
    const answer = await fetch(`${used.workspace.apiUrl}auth.test`, { method: 'POST' });
    expect(await answer.json()).toEqual({ ok: false, error: 'not_authed' });
    expect(await word(clientFor(used.workspace, 'xoxb-other').auth.test())).toBe('invalid_auth');
    expect(await word(used.client.apps.connections.open())).toBe('not_allowed_token_type');
  });

  test('a revoked token is refused everywhere', async () => {
    await used.workspace.as('oncall').revoke({});
    expect(await word(used.client.auth.test())).toBe('token_revoked');
    await used.workspace.as('oncall').restore({});
    expect((await used.client.auth.test()).user).toBe('vmkbot');
  });

  test('JSON bodies serve as well as forms', async () => {
    const answer = await fetch(`${used.workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${used.workspace.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: used.ops, text: 'a', blocks: [{ type: 'divider' }] }),
    });
    expect(await answer.json()).toMatchObject({ ok: true, message: { blocks: [{ type: 'divider' }] } });
  });
});

test('a scope that the manifest does not ask for is missing, and both lists are told', async () => {
  used = await use({ manifest: { ...DEFAULT_MANIFEST, oauth_config: { scopes: { bot: ['users:read'] } } } });
  const answer = await used.client.chat.postMessage({ channel: used.ops, text: 'a' }).catch((error) => error.data);
  expect(answer).toMatchObject({ error: 'missing_scope', needed: 'chat:write', provided: 'users:read' });
  await used.end();
});

describe('messages', () => {
  beforeAll(async () => {
    used = await use({
      people: [
        { name: 'oncall' },
        { name: 'visitor', kind: 'single-channel-guest' },
        { name: 'partner', kind: 'stranger' },
        { name: 'leaver', deactivated: true },
      ],
      usergroups: [{ handle: 'ops', users: ['oncall', 'leaver'] }],
      channels: [
        { name: 'ops' },
        { name: 'random', app: false },
        { name: 'closed', kind: 'private', app: false },
        { name: 'old', archived: true },
      ],
    });
  });
  afterAll(() => used.end());
  const channel = (name: string) => used.workspace.channel(name).id;
  const person = (name: string) => used.workspace.person(name).id;

  test('where the app may not post', async () => {
    expect(await word(post({ channel: 'C404' }))).toBe('channel_not_found');
    expect(await word(post({ channel: channel('random') }))).toBe('not_in_channel');
    expect(await word(post({ channel: channel('closed') }))).toBe('channel_not_found');
    expect(await word(post({ channel: channel('old') }))).toBe('is_archived');
  });

  test('what it may not say', async () => {
    expect(await word(post({ text: '' }))).toBe('no_text');
    expect(await word(post({ text: 'x'.repeat(40_000) }))).toBe('not refused');
    expect(await word(post({ text: 'x'.repeat(40_001) }))).toBe('msg_too_long');
    expect(await word(post({ thread_ts: '1.2' }))).toBe('invalid_thread_ts');
    const root = await post();
    const reply = await post({ thread_ts: root.ts });
    expect(await word(post({ thread_ts: reply.ts }))).toBe('invalid_thread_ts');
  });

  test('metadata is kept, and given back where it is asked for', async () => {
    const metadata = { event_type: 'vmkbot', event_payload: { key: 'k1', kind: 'answer' } };
    const { ts } = await post({ metadata });
    const read = (include: boolean) =>
      used.client.conversations.replies({ channel: used.ops, ts: ts!, include_all_metadata: include });
    expect((await read(true)).messages).toMatchObject([{ ts, metadata }]);
    expect((await read(false)).messages![0]).not.toHaveProperty('metadata');
    expect(await word(post({ metadata: { event_type: 'vmkbot', event_payload: { change: null } } }))).toBe(
      'invalid_metadata_schema',
    );
  });

  test('an edit with text alone drops the blocks, and keeps the metadata', async () => {
    const metadata = { event_type: 'vmkbot', event_payload: { key: 'k2' } };
    const { ts } = await post({ blocks: [{ type: 'divider' }], metadata });
    await used.client.chat.update({ channel: used.ops, ts: ts!, text: 'b' });
    const message = used.workspace.messages('ops').find((one) => one.ts === ts);
    expect(message).toMatchObject({ text: 'b', metadata });
    expect(message).not.toHaveProperty('blocks');
  });

  test('only its own messages are edited and deleted', async () => {
    const { message } = await used.workspace.as('oncall').post({ channel: 'ops', text: 'mine' });
    const at = { channel: used.ops, ts: message.ts };
    expect(await word(used.client.chat.update({ ...at, text: 'b' }))).toBe('cant_update_message');
    expect(await word(used.client.chat.delete(at))).toBe('cant_delete_message');
    expect(await word(used.client.chat.update({ channel: used.ops, ts: '1.2', text: 'b' }))).toBe('message_not_found');
  });

  test('an ephemeral message is for one person in the channel, and cannot be edited', async () => {
    const whisper = (user: string) => used.client.chat.postEphemeral({ channel: used.ops, user, text: 'psst' });
    expect(await word(whisper(person('visitor')))).toBe('user_not_in_channel');
    const { message_ts: ts } = await whisper(person('oncall'));
    expect(used.workspace.whispers('ops', 'oncall').map(({ text }) => text)).toEqual(['psst']);
    expect(await word(used.client.chat.update({ channel: used.ops, ts: ts!, text: 'b' }))).toBe('message_not_found');
    const { messages } = await used.client.conversations.history({ channel: used.ops });
    expect(messages!.map(({ text }) => text)).not.toContain('psst');
  });

  test('people as users.info tells of them', async () => {
    const info = async (name: string) => (await used.client.users.info({ user: person(name) })).user;
    expect(await info('visitor')).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    expect((await info('partner'))!.team_id).not.toBe(used.workspace.team.id);
    expect(await info('leaver')).toMatchObject({ deleted: true });
    expect(await word(used.client.users.info({ user: 'U404' }))).toBe('user_not_found');
  });

  test('a user group has its active people', async () => {
    const { usergroups } = await used.client.usergroups.list();
    const { users } = await used.client.usergroups.users.list({ usergroup: usergroups![0]!.id! });
    expect(users).toEqual([person('oncall')]);
    expect(await word(used.client.usergroups.users.list({ usergroup: 'S404' }))).toBe('no_such_subteam');
  });

  test('history comes in pages, newest first', async () => {
    const first = await used.client.conversations.history({ channel: used.ops, limit: 2 });
    expect(first.has_more).toBe(true);
    const cursor = first.response_metadata!.next_cursor!;
    const second = await used.client.conversations.history({ channel: used.ops, limit: 2, cursor });
    const times = [...first.messages!, ...second.messages!].map(({ ts }) => ts!);
    expect(times).toEqual([...times].sort().reverse());
    expect(new Set(times).size).toBe(4);
  });

  test('a file goes up by the external flow, and down only with the token', async () => {
    const root = await post();
    await used.client.files.uploadV2({
      channel_id: used.ops,
      thread_ts: root.ts!,
      filename: 'table.txt',
      content: 'vmk0 10.0.1.128',
    } as never);
    const shared = used.workspace.messages('ops').find(({ files }) => files !== undefined);
    expect(shared).toMatchObject({ thread: root.ts });
    const { file } = await used.client.files.info({ file: shared!.files![0]! });
    const url = file!.url_private_download!;
    const bare = await fetch(url);
    expect(await bare.text()).toContain('Sign in');
    const read = await fetch(url, { headers: { authorization: `Bearer ${used.workspace.botToken}` } });
    expect(await read.text()).toBe('vmk0 10.0.1.128');
  });

  test('an upload of another size than announced is no file', async () => {
    const { upload_url: url, file_id: id } = await used.client.files.getUploadURLExternal({
      filename: 'a.txt',
      length: 3,
    });
    expect((await fetch(url!, { method: 'POST', body: 'four' })).status).toBe(400);
    expect(await word(used.client.files.completeUploadExternal({ files: [{ id: id! }] }))).toBe('file_not_found');
  });
});

describe('rates', () => {
  beforeEach(async () => {
    used = await use({ rateLimits: 'slack' });
  });
  afterEach(() => used.end());

  test('a channel takes a short burst of posts, then one a second; another channel is not held up', async () => {
    await used.workspace.as('oncall').invite({ channel: 'random', user: 'vmkbot' });
    for (let count = 0; count < 4; count += 1) await post();
    await expect(post()).rejects.toMatchObject({ retryAfter: 1 });
    await post({ channel: used.workspace.channel('random').id });
    used.workspace.clock.advance(1_000);
    await post();
  });

  test('a method of tier 2 is called twenty times a minute', async () => {
    for (let count = 0; count < 20; count += 1) await used.client.usergroups.list();
    await expect(used.client.usergroups.list()).rejects.toMatchObject({ retryAfter: 3 });
  });
});
