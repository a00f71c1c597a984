import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, type Receiver } from '@slack/bolt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { silent } from '../../src/log.ts';
import { slackLogger } from '../../src/slack/slack-logger.ts';
import { SocketPair } from '../../src/slack/sockets/pair.ts';
import { PATIENCE, type Patience, waitAfter } from '../../src/slack/sockets/patience.ts';

/** A Slack that answers `apps.connections.open` and what the test makes of a socket. */
interface Peer {
  readonly apiUrl: string;
  readonly sockets: WebSocket[];
  opened: number;
  end(): Promise<void>;
}

let peer: Peer;
let welcome: (socket: WebSocket, number: number) => void;
let pair: SocketPair;
const hello = (socket: WebSocket, seconds = 3_600) =>
  socket.send(JSON.stringify({ type: 'hello', debug_info: { approximate_connection_time: seconds } }));

beforeEach(async () => {
  welcome = (socket) => hello(socket);
  peer = await listen();
});
afterEach(async () => {
  await pair.stop();
  await peer.end();
});

async function listen(): Promise<Peer> {
  const server: Server = createServer((_, response) => {
    peer.opened += 1;
    const { port } = server.address() as AddressInfo;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/` }));
  });
  const sockets: WebSocket[] = [];
  const wss = new WebSocketServer({ server });
  wss.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    welcome(socket, sockets.length);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  const end = async () => {
    for (const socket of wss.clients) socket.terminate();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { apiUrl, sockets, opened: 0, end };
}

async function start(patience: Partial<Patience> = {}, onBody: (body: object) => void = () => {}): Promise<void> {
  const logger = slackLogger(silent());
  pair = new SocketPair(
    {
      appToken: 'xapp-0',
      clientOptions: { slackApiUrl: peer.apiUrl },
      logger,
      patience: { ...PATIENCE, first: 10, longest: 50, ...patience },
      now: Date.now,
    },
    silent(),
  );
  const app = new App({ receiver: pair as Receiver, authorize: async () => ({}), convoStore: false, logger });
  app.use(async ({ body }) => onBody(body));
  await pair.start();
}

const count = () => expect.poll(() => peer.sockets.length, { timeout: 20_000 });

test('a socket without a frame, a ping or a pong is replaced, and the dead one let go', async () => {
  // A peer whose machine is gone: it says nothing, and reads nothing, so it answers no ping.
  welcome = (socket, number) => {
    hello(socket);
    if (number === 1) return socket.pause();
    const pings = setInterval(() => socket.ping(), 50);
    socket.on('close', () => clearInterval(pings));
  };
  await start({ silence: 600, pong: 300_000 });
  await count().toBe(3);
  expect(pair.downFor()).toBe(0);
});

test('a socket to which Slack never says hello is given up, and another one tried', async () => {
  welcome = (socket, number) => {
    if (number > 2) hello(socket);
  };
  await start({ hello: 200 });
  expect(peer.sockets.length).toBeGreaterThanOrEqual(3);
  expect(pair.isUp()).toBe(true);
});

test('lives that begin together do not end together: one is renewed at half of its own, beside the other', async () => {
  welcome = (socket) => hello(socket, 1);
  await start();
  await count().toBeGreaterThanOrEqual(3);
  expect(pair.downFor()).toBe(0);
});

test('where one link gets everything, the other one is renewed', async () => {
  const bodies: object[] = [];
  await start({}, (body) => bodies.push(body));
  await count().toBe(2);
  for (let i = 0; i < 12; i += 1) {
    const payload = { type: 'event_callback', team_id: 'T', event: { type: 'app_mention', n: i } };
    peer.sockets[0]!.send(JSON.stringify({ type: 'events_api', envelope_id: `e${i}`, payload }));
  }
  await count().toBe(3);
  await expect.poll(() => bodies.length).toBe(12);
  await expect.poll(() => peer.sockets.map(({ readyState }) => readyState)).toEqual([1, 3, 1]);
});

test.each([
  ['app_rate_limited', { type: 'app_rate_limited', team_id: 'T', minute_rate_limited: 1 }],
  ['an event_callback without an event', { type: 'event_callback', event_id: 'Ev1' }],
  ['an event without a type', { type: 'event_callback', event: {} }],
  ['no payload', null],
])('an envelope of events that holds %s is acknowledged, and what follows is read', async (_, payload) => {
  const bodies: object[] = [];
  await start({}, (body) => bodies.push(body));
  const [socket] = peer.sockets;
  const acknowledged: string[] = [];
  socket!.on('message', (data) => acknowledged.push(JSON.parse(String(data)).envelope_id));
  socket!.send(JSON.stringify({ type: 'events_api', envelope_id: 'odd', payload }));
  socket!.send('null');
  const event = { type: 'event_callback', team_id: 'T', event: { type: 'app_mention' } };
  socket!.send(JSON.stringify({ type: 'events_api', envelope_id: 'good', payload: event }));
  await expect.poll(() => bodies).toEqual([event]);
  await expect.poll(() => acknowledged).toEqual(['odd', 'good']);
});

test('a refresh of one is told to that one alone, and is no absence', async () => {
  await start();
  await count().toBe(2);
  peer.sockets[0]!.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
  await count().toBe(3);
  expect(pair.downFor()).toBe(0);
  expect(peer.sockets[1]!.readyState).toBe(1);
});

test('nothing is opened any more once it was stopped', async () => {
  await start();
  await count().toBe(2);
  await pair.stop();
  const { opened } = peer;
  for (const socket of peer.sockets) socket.terminate();
  await new Promise((done) => setTimeout(done, 100));
  expect(peer.opened).toBe(opened);
});

test('an end does not wait for a Slack that says nothing', async () => {
  await start();
  await count().toBe(2);
  welcome = () => {};
  for (const socket of peer.sockets) socket.terminate();
  await count().toBe(4);
  const end = pair.stop().then(() => 'ended');
  const long = new Promise((resolve) => setTimeout(() => resolve('hello was awaited'), PATIENCE.hello - 1_000).unref());
  expect(await Promise.race([end, long])).toBe('ended');
});

test('waits double up to the longest, and are spread', () => {
  for (let failures = 1; failures < 60; failures += 1) {
    const wait = waitAfter(failures, PATIENCE);
    expect(wait).toBeLessThanOrEqual(PATIENCE.longest * 1.25);
    expect(wait).toBeGreaterThanOrEqual(Math.min(PATIENCE.longest, PATIENCE.first * 2 ** (failures - 1)) * 0.75);
  }
});
