import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket, connect as tcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type SimulatedHost, startHost } from '../../src/lab/esxi/index.ts';
import { shell } from '../../src/terminal/shell.ts';
import { leavesNothingOpen } from '../support/live.ts';
import { sink } from '../support/terminal.ts';

let folder: string;
let host: SimulatedHost;
let front: Server;
/** How many connections were made. */
let made = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vmkbot-shell-'));
  host = await startHost();
  front = createServer((socket: Socket) => {
    made += 1;
    const back = tcp(host.port, '127.0.0.1');
    socket.on('error', () => back.destroy()).pipe(back);
    back.on('error', () => socket.destroy()).pipe(socket);
  });
  await new Promise<void>((done) => front.listen(0, '127.0.0.1', () => done()));
  const { port } = front.address() as { port: number };
  const one = `{ address: 127.0.0.1, port: ${port}, password_file: password, hostKey: '${host.hostKeyFingerprint}' }`;
  writeFileSync(join(folder, 'password'), 'lab\n');
  writeFileSync(join(folder, 'vmkbot.yaml'), `hosts:\n  esx-07: ${one}\n  provider: ${one}\n`);
});
beforeEach(() => {
  made = 0;
  host.faults.hostd = 'up';
});
afterAll(async () => {
  await host.close();
  await new Promise((done) => front.close(done));
  rmSync(folder, { recursive: true });
});

const env = () => ({ VMKBOT_CONFIG: join(folder, 'vmkbot.yaml'), VMKBOT_STORE: join(folder, 'store'), NO_COLOR: '1' });

async function session(...lines: readonly string[]): Promise<{ exit: number; out: string; err: string }> {
  const [out, err] = [sink(), sink()];
  let exit = -1;
  await leavesNothingOpen(async () => {
    exit = await shell({ out: out.stream, err: err.stream, env: env() }, Readable.from([`${lines.join('\n')}\n`]));
  });
  return { exit, out: out.text(), err: err.text() };
}

test('one connection serves the questions of a session, by name or about the current host', async () => {
  const { exit, out, err } = await session(
    'use esx-07',
    'route 198.51.100.9',
    'check esx-07',
    'why does vMotion use vmk0',
  );
  expect([exit, err]).toEqual([0, '']);
  expect(out.match(/read \d+ s ago/g)).toHaveLength(3);
  expect(made).toBe(1);
});

test('`hosts` is the inventory and its verbs, `samples` are the samples', async () => {
  const { out, err } = await session('hosts', 'hosts test esx-07', 'hosts pin esx-07', 'samples');
  expect(err).toBe('');
  expect(out).toContain('2 hosts in the inventory.');
  expect(out).toContain('esx-07 can be read');
  expect(out).toContain(host.hostKeyFingerprint);
  expect(out).toContain('old-gateway');
});

test('a sample that is called as a configured host is told from it', async () => {
  const { out } = await session('samples', 'use provider', 'state', 'use sample provider', 'state');
  expect(out).toMatch(/^ {2}sample provider +\S/m);
  expect(out).toContain('provider: read live, by SSH');
  expect(out).toMatch(/provider, ESXi 7\.0\.3 .*read \d+ s ago/);
  expect(out).toContain('From a paste of provider');
});

test('where `use` fails, it is said who stays the current host', async () => {
  const { err, out } = await session('use esx-07', 'use esx-09', 'route 198.51.100.9');
  expect(err).toMatch(/There is no host "esx-09".*Did you mean `esx-07`\?.*esx-07 stays the current host\./);
  expect(out).toMatch(/esx-07, .*read \d+ s ago/);
});

test('compares a sample with a live host, and no host with itself', async () => {
  const { err, out } = await session('use multi-stack', 'compare esx-07', 'compare esx-07 ESX-07');
  expect(out).toMatch(/A is\s+esx-81, [\s\S]*B is\s+esx-07, /);
  expect(err).toContain('esx-07 was named twice');
});

test('shows what was read last', async () => {
  const { out } = await session('use esx-07', 'show', 'route 198.51.100.9', 'show');
  expect(out).toContain('Nothing was read of esx-07 yet');
  expect(out).toContain(' 1  [root@esx-07:~] vmware -v');
});

test('a configuration with faults is told before anything starts', async () => {
  const [out, err] = [sink(), sink()];
  const broken = { ...env(), VMKBOT_CONFIG: join(folder, 'none.yaml') };
  expect(await shell({ out: out.stream, err: err.stream, env: broken }, Readable.from(['quit\n']))).toBe(2);
  expect(err.text()).toContain('none.yaml');
});

/** A session at a terminal, to type into. */
function terminal() {
  const [out, err] = [sink(), sink()];
  const keys = Object.assign(new PassThrough(), { isTTY: true });
  const streams = { out: Object.assign(out.stream, { isTTY: true }), err: err.stream, env: env() };
  return { keys, out, err, ended: shell(streams, keys) };
}

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(done()).toBe(true);
}

test('Ctrl+C ends a read, on the host, too, and the session goes on', async () => {
  const { keys, out, err, ended } = terminal();
  host.faults.hostd = 'hangs';
  keys.write('use esx-07\r');
  await until(() => out.text().includes('read live'));
  keys.write('check\r');
  await until(() => host.processes().length > 1);
  keys.write('\u0003');
  await until(() => err.text().includes('The read was cancelled.'));
  await until(() => host.processes().length === 0);
  host.faults.hostd = 'up';
  keys.write('route 198.51.100.9\r');
  await until(() => /read \d+ s ago/.test(out.text()));
  keys.write('\u0003');
  expect(await ended).toBe(0);
  await until(() => host.connections() === 0);
}, 30_000);

test('the end of the terminal ends what is read', async () => {
  const { keys, out, ended } = terminal();
  host.faults.hostd = 'hangs';
  keys.write('use esx-07\r');
  await until(() => out.text().includes('read live'));
  keys.write('check\r');
  await until(() => host.processes().length > 1);
  keys.end();
  expect(await ended).toBe(0);
  await until(() => host.processes().length === 0 && host.connections() === 0);
}, 30_000);
