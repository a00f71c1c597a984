import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import { afterEach, expect, test } from 'vitest';
import { download } from '../../src/slack/files/download.ts';
import { bundleOf } from '../bundle/members.ts';
import { tgz } from '../bundle/pack.ts';
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

test('a support bundle is opened as it comes, and what is left out of it is told', async () => {
  const packed = tgz(bundleOf('esx-31', 31));
  const { origin } = await serve((request, response) => {
    response.end(request.url === '/cut' ? packed.subarray(0, packed.length - 100) : packed);
  });
  const bundle = { id: 'F1', name: 'esx-31.tgz', bytes: 300 * 1024 * 1024 };
  const { text, notes } = await download({ ...bundle, url: `${origin}/f` }, source(origin));
  expect(text).toContain('[root@esx-31:~] localcli network ip interface ipv4 get');
  expect(notes).toBeUndefined();
  const cut = await download({ ...bundle, url: `${origin}/cut` }, source(origin));
  expect(cut.notes).toEqual([expect.stringContaining('esx-31.tgz is damaged or cut off')]);
});

test.each<[string, string, { readonly bytes?: number }, RequestListener]>([
  ['that Slack says is larger than 1 GB', 'too-large', { bytes: 2 ** 30 + 1 }, (_, response) => response.end()],
  ['that is no bundle', 'bundle', {}, (_, response) => response.end('<!DOCTYPE html><html>')],
  ['that ends at once', 'bundle-damaged', {}, (_, response) => response.end(Buffer.from([0x1f, 0x8b, 8, 0]))],
  [
    'that Slack breaks off',
    'no-file',
    {},
    (_, response) =>
      void response
        .writeHead(200, { 'content-length': 99_999 })
        .write(Buffer.from([0x1f, 0x8b, 8]), () => response.destroy()),
  ],
])('a bundle %s is told', async (_, code, given, answer) => {
  const { origin } = await serve(answer);
  const bundle = { id: 'F1', name: 'esx-31.tgz', url: `${origin}/f`, ...given };
  expect(await faultOf(download(bundle, source(origin)))).toMatchObject({ code });
});

test.each<[string, string, RequestListener]>([
  ['more than 1 MB, announced or not', 'too-large', (_, response) => response.end('x'.repeat(1_100_000))],
  ['binary data', 'no-text', (_, response) => response.end(Buffer.from([0, 1, 2, 3]))],
  ['what is not UTF-8', 'no-text', (_, response) => response.end(Buffer.alloc(500, 0xe9))],
  ['a packed bundle under another name', 'bundle', (_, response) => response.end(Buffer.from([0x1f, 0x8b, 8, 0]))],
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
