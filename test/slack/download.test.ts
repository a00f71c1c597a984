import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import { afterEach, expect, test } from 'vitest';
import { download } from '../../src/slack/files/download.ts';
import { faultOf } from '../support/live.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server on loopback, with the tokens that it was shown. */
async function serve(answer: RequestListener): Promise<{ origin: string; shown: string[] }> {
  const shown: string[] = [];
  const server = createServer((request, response) => {
    shown.push(request.headers.authorization ?? 'none');
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ends.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, shown };
}

const source = (origin: string) => ({ client: new WebClient('t'), token: 'secret', apiUrl: `${origin}/api/` });
const file = (url: string) => ({ id: 'F1', name: 'esx.txt', url });

test('text is fetched with the token', async () => {
  const { origin, shown } = await serve((_, response) => response.end('vmk0 …'));
  expect(await download(file(`${origin}/f`), source(origin))).toEqual({ name: 'esx.txt', text: 'vmk0 …' });
  expect(shown).toEqual(['Bearer secret']);
});

test('UTF-16, as PowerShell writes it, is read', async () => {
  const { origin } = await serve((_, response) => response.end(Buffer.from('\ufeffvmk0', 'utf16le')));
  expect((await download(file(`${origin}/f`), source(origin))).text).toBe('vmk0');
});

test('the token goes to no other server, by an address or by a redirect', async () => {
  const other = await serve((_, response) => response.end('text'));
  const { origin } = await serve((_, response) => response.writeHead(302, { location: `${other.origin}/f` }).end());
  expect(await faultOf(download(file(`${other.origin}/f`), source(origin)))).toMatchObject({ code: 'no-file' });
  expect(await faultOf(download(file(`${origin}/f`), source(origin)))).toMatchObject({ code: 'no-file' });
  expect(
    await faultOf(download(file('https://files.slack.com.evil.example/f'), { ...source(origin), apiUrl: undefined })),
  ).toMatchObject({ code: 'no-file' });
  expect(other.shown).toEqual([]);
});

test.each<[string, string, RequestListener]>([
  ['more than 1 MB, announced or not', 'too-large', (_, response) => response.end('x'.repeat(1_100_000))],
  ['binary data', 'no-text', (_, response) => response.end(Buffer.from([0, 1, 2, 3]))],
  ['what is not UTF-8', 'no-text', (_, response) => response.end(Buffer.alloc(500, 0xe9))],
  ['a packed bundle', 'bundle', (_, response) => response.end(Buffer.from([0x1f, 0x8b, 8, 0]))],
  [
    "Slack's login page, which a token without the scope gets",
    'no-file',
    (_, response) => response.end('<!DOCTYPE html><html>'),
  ],
  ['a refusal', 'no-file', (_, response) => response.writeHead(403).end()],
])('%s is told', async (_, code, answer) => {
  const { origin } = await serve(answer);
  expect(await faultOf(download(file(`${origin}/f`), source(origin)))).toMatchObject({ code });
});
