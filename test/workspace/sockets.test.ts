import { SocketModeClient } from '@slack/socket-mode';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { clientFor, quiet, refusal, type Used, use } from './support.ts';

let used: Used;
let workspace: Workspace;
let open: WebSocket[];

beforeEach(async () => {
  used = await use({ ackMs: 200, eventRetryMs: [], refreshWarningMs: 10 });
  workspace = used.workspace;
  open = [];
});
afterEach(async () => {
  for (const socket of open) socket.terminate();
  await used.end();
});

const ticket = async () => (await clientFor(workspace, workspace.appToken).apps.connections.open()).url!;

/** A raw connection with what it was told; it acknowledges nothing by itself. */
async function connect(url?: string) {
  const socket = new WebSocket(url ?? (await ticket()));
  open.push(socket);
  const told: Record<string, unknown>[] = [];
  let ended = false;
  socket.on('message', (data) => told.push(JSON.parse(String(data))));
  socket.on('error', () => undefined);
  socket.on('close', () => {
    ended = true;
  });
  await workspace.until(() => told.length > 0 || ended);
  return { socket, told, types: () => told.map(({ type }) => type), ended: () => ended };
}

const command = () => workspace.as('oncall').command({ channel: 'ops', text: '/vmk help' });

test('hello, an envelope, an acknowledgement with words for the person alone', async () => {
  const { socket, told } = await connect();
  expect(told[0]).toMatchObject({
    type: 'hello',
    num_connections: 1,
    debug_info: { approximate_connection_time: 3600 },
  });
  const done = command();
  const envelope = await workspace.until(() => told[1]);
  expect(envelope).toMatchObject({ type: 'slash_commands', accepts_response_payload: true });
  socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload: { text: 'helped' } }));
  expect(await done).toEqual({ outcome: 'acknowledged' });
  expect(workspace.whispers('ops', 'oncall').map(({ text }) => text)).toEqual(['helped']);
});

test('a ticket serves once, and not for long', async () => {
  const url = await ticket();
  expect((await connect(url)).types()).toEqual(['hello']);
  expect((await connect(url)).types()).toEqual([]);
  const old = await ticket();
  workspace.clock.advance(60_000);
  expect((await connect(old)).types()).toEqual([]);
});

test('ten connections, not eleven', async () => {
  for (let count = 0; count < 10; count += 1) await connect();
  const { told } = await connect();
  expect(told[0]).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
  expect(workspace.link.connections).toBe(10);
});

test('each payload goes to one of the connections', async () => {
  const both = [await connect(), await connect()];
  await Promise.all([command(), command()]);
  expect(both.map(({ told }) => told.length)).toEqual([2, 2]);
});

test('a command that nobody acknowledges times out, and the person is told', async () => {
  await connect();
  expect(await command()).toEqual({ outcome: 'operation_timeout' });
  expect(workspace.whispers('ops', 'oncall')[0]!.text).toContain('operation_timeout');
});

test('without a connection a command fails', async () => {
  expect(await command()).toEqual({ outcome: 'dispatch_failed' });
});

test('a refresh: a warning, then the end', async () => {
  const { told, ended } = await connect();
  await workspace.link.recycle();
  await workspace.until(ended);
  expect(told.slice(1)).toMatchObject([
    { type: 'disconnect', reason: 'warning' },
    { type: 'disconnect', reason: 'refresh_requested' },
  ]);
});

test('Socket Mode switched off: link_disabled, and no new connection', async () => {
  const { told, ended } = await connect();
  workspace.link.enable(false);
  await workspace.until(ended);
  expect(told[1]).toMatchObject({ type: 'disconnect', reason: 'link_disabled' });
  const call = clientFor(workspace, workspace.appToken).apps.connections.open();
  expect((await refusal(call)).error).toBe('socket_mode_not_enabled');
});

test('a silent connection is open and delivers nothing', async () => {
  const { told, ended } = await connect();
  workspace.link.silence();
  expect(await command()).toEqual({ outcome: 'operation_timeout' });
  expect([told.length, ended()]).toEqual([1, false]);
});

test('connections can be refused', async () => {
  workspace.faults.refuseConnections('internal_error', 1);
  const call = clientFor(workspace, workspace.appToken).apps.connections.open();
  expect((await refusal(call)).error).toBe('internal_error');
  await connect();
});

test('the real client connects, acknowledges, and comes back after a refresh', async () => {
  const client = new SocketModeClient({
    appToken: workspace.appToken,
    clientPingTimeout: 100,
    clientOptions: { slackApiUrl: workspace.apiUrl },
    logger: quiet,
  });
  let connected = 0;
  client.on('connected', () => {
    connected += 1;
  });
  client.on('slash_commands', ({ ack }) => ack());
  await client.start();
  expect(await command()).toEqual({ outcome: 'acknowledged' });
  await workspace.link.recycle();
  await workspace.until(() => connected === 2);
  expect(await command()).toEqual({ outcome: 'acknowledged' });
  await client.disconnect();
});
