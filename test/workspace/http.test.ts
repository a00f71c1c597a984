import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { boltOnHttp, type Used, use } from './support.ts';

let used: Used;
let workspace: Workspace;

describe('the page and its client', () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'page-'));
    writeFileSync(path.join(folder, 'index.html'), '<!DOCTYPE html>');
    writeFileSync(path.join(folder, 'page.js'), '');
    used = await use({ page: folder });
    workspace = used.workspace;
  });
  afterEach(async () => {
    await used.end();
    rmSync(folder, { recursive: true });
  });

  const call = (name: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${workspace.url}client/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  test('files with their types, a strict policy, never kept', async () => {
    const page = await fetch(workspace.url);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    const script = await fetch(`${workspace.url}page.js`);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  test('a permalink leads to the thread of its message in the page', async () => {
    const at = (link: string) =>
      fetch(`${workspace.url}archives/${link}`, { redirect: 'manual' }).then(({ headers }) => headers.get('location'));
    expect(await at('C1/p1732199999000100')).toBe('/#thread=C1/1732199999.000100');
    expect(await at('C1/p1732199999000100?thread_ts=1732199990.000200&cid=C1')).toBe('/#thread=C1/1732199990.000200');
  });

  test('no file outside the folder', async () => {
    writeFileSync(path.join(folder, '..', 'outside.txt'), 'secret');
    expect((await raw('/..%2Foutside.txt')).status).toBe(404);
    expect((await raw('/../outside.txt')).status).toBe(404);
    rmSync(path.join(folder, '..', 'outside.txt'));
  });

  test('the calls of people over HTTP, and their refusals', async () => {
    const { id } = workspace.person('oncall');
    const said = await call('post', { as: id, channel: 'ops', text: 'hello' });
    expect(await said.json()).toMatchObject({ ok: true, result: { message: { text: 'hello', user: id } } });
    const refused = await call('post', { as: id, channel: 'nowhere', text: 'hello' });
    expect([refused.status, ((await refused.json()) as { error: string }).error]).toEqual([400, 'channel_not_found']);
    expect((await call('post', { channel: 'ops', text: 'hello' })).status).toBe(400);
    expect((await call('constructor', { as: id })).status).toBe(404);
  });

  test.each<[string, object]>([
    ['post', { channel: 'ops', text: 123 }],
    ['post', { channel: 'ops' }],
    ['post', { channel: ['ops'], text: 'x' }],
    ['upload', { channel: 'ops', files: 'x' }],
    ['upload', { channel: 'ops', files: [null] }],
    ['upload', { channel: 'ops', files: [{ name: 'x' }] }],
    ['upload', { channel: 'ops', files: [{ name: 'x', base64: 1 }] }],
    ['act', { at: 'ops', blockId: 'a', actionId: 'b' }],
    ['act', { at: { channel: 'ops', ts: '1.1' }, blockId: 'a', actionId: 'b', value: { options: 'x' } }],
    ['submitView', { view: 'V1', values: { a: null } }],
    ['messages', { channel: 'ops', limit: 'x' }],
  ])('%s refuses what is not what it takes: %j', async (name, body) => {
    const { id } = workspace.person('oncall');
    const before = workspace.messages('ops').length;
    const refused = await call(name, { as: id, ...body });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^(invalid_request|no_file_data)$/),
    });
    expect(workspace.messages('ops').length).toBe(before);
  });

  test('no stream for nobody, and no fault of an address that is none', async () => {
    const stream = await fetch(`${workspace.url}client/stream?as=nobody`);
    expect([stream.status, await stream.json()]).toMatchObject([400, { ok: false, error: 'user_not_found' }]);
    for (const odd of ['//', '//[', '/%', 'http://[/']) expect([400, 404], odd).toContain((await raw(odd)).status);
  });

  test('a stream of what happens', async () => {
    const end = new AbortController();
    const stream = await fetch(`${workspace.url}client/stream?as=oncall`, { signal: end.signal });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    await workspace.as('netops').post({ channel: 'ops', text: 'hello' });
    let told = '';
    for await (const part of stream.body!) {
      told += Buffer.from(part).toString();
      if (told.includes('"hello"') && told.includes('"message"')) break;
    }
    expect(told).toMatch(/^data: \{"type":"hello"/);
    end.abort();
  });

  const raw = (pathname: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status: number }>((done, fail) => {
      const { port } = new URL(workspace.url);
      const sent = request({ host: '127.0.0.1', port, path: pathname, method, headers }, (answer) => {
        answer.resume();
        answer.on('end', () => done({ status: answer.statusCode! }));
      });
      sent.on('error', fail);
      sent.end();
    });

  test('a name that is not loopback is refused', async () => {
    expect((await raw('/', { host: 'evil.example' })).status).toBe(403);
    expect((await raw('/', { host: 'localhost:1' })).status).toBe(200);
  });

  test('another site is refused', async () => {
    const as = { as: 'oncall' };
    expect((await call('overview', as, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await call('overview', as, { origin: 'http://127.0.0.1:1' })).status).toBe(403);
    expect((await raw('/client/stream?as=oncall', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await call('overview', as, { origin: workspace.url.slice(0, -1) })).status).toBe(200);
  });
});

describe('signed deliveries', () => {
  beforeEach(async () => {
    used = await use({ mode: { http: 'http://127.0.0.1:9/' }, ackMs: 300, eventRetryMs: [0, 5, 10] });
    workspace = used.workspace;
  });
  afterEach(() => used.end());

  const mention = () => workspace.as('oncall').post({ channel: 'ops', text: '@vmkbot help' });

  test('Bolt proves its URL, passes the check of its certificate, and takes the signature', async () => {
    const app = await boltOnHttp(workspace);
    app.command('/vmk', ({ ack }) => ack('helped'));
    expect(await workspace.requestUrl.verify('c1')).toEqual({ challenge: 'c1' });
    expect(await workspace.requestUrl.sslCheck()).toBe(200);
    expect(await workspace.as('oncall').command({ channel: 'ops', text: '/vmk help' })).toEqual({
      outcome: 'acknowledged',
    });
    expect(workspace.whispers('ops', 'oncall').map(({ text }) => text)).toEqual(['helped']);
    await app.stop();
  });

  /** An app of a single handler, which answers with a status. */
  async function answering(status: (attempt: number) => number, headers: Record<string, string> = {}) {
    const asked: IncomingMessage[] = [];
    const server = createServer((incoming, response) => {
      incoming.resume();
      if (String(incoming.headers['content-type']).includes('json')) asked.push(incoming);
      response.writeHead(status(asked.length), headers).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    workspace.requestUrl.set(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const headersOf = (name: string) => asked.map(({ headers }) => headers[name]);
    const stop = () => {
      server.closeAllConnections();
      server.close();
    };
    return { headersOf, stop };
  }

  test('an event that is refused comes three times more, and says so', async () => {
    const { headersOf, stop } = await answering(() => 500);
    workspace.faults.drop({ type: 'message' });
    await mention();
    await workspace.until(() => headersOf('x-slack-retry-num').length === 4);
    expect(headersOf('x-slack-retry-num')).toEqual([undefined, '1', '2', '3']);
    expect(headersOf('x-slack-retry-reason')).toEqual([undefined, 'http_error', 'http_error', 'http_error']);
    stop();
  });

  test('X-Slack-No-Retry ends it', async () => {
    const { headersOf, stop } = await answering(() => 500, { 'x-slack-no-retry': '1' });
    await mention();
    await workspace.until(() => workspace.log.deliveries('app_mention').every(({ outcome }) => outcome !== 'sent'));
    await workspace.until(() => headersOf('host').length === 2);
    expect(workspace.log.deliveries('app_mention').length).toBe(1);
    stop();
  });

  test('nobody there: the command fails', async () => {
    expect(await workspace.as('oncall').command({ channel: 'ops', text: '/vmk help' })).toEqual({
      outcome: 'dispatch_failed',
    });
  });

  test('an app that does not answer in time', async () => {
    const server = createServer((incoming) => incoming.resume());
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    workspace.requestUrl.set(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await workspace.as('oncall').command({ channel: 'ops', text: '/vmk help' })).toEqual({
      outcome: 'operation_timeout',
    });
    expect(workspace.whispers('ops', 'oncall')[0]!.text).toContain('operation_timeout');
    server.closeAllConnections();
    server.close();
  });
});
