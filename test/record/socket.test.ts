import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readRecord, serveRecord } from '../../src/record/index.ts';
import { openRecord } from '../../src/record/open.ts';
import { MOST_ASKED } from '../../src/record/socket/protocol.ts';
import { openStore } from '../../src/store/index.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { asks } from './support.ts';

const opened: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'vmkbot-socket-'));
  opened.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function served(store: string, faults: unknown[] = []) {
  const record = readRecord(new MemoryStore(), { hosts: 'all' });
  const server = await serveRecord({ store, record, failed: (fault) => faults.push(fault) });
  opened.push(() => server.close());
  return join(store, 'ask.sock');
}

/** Says something and gives what came back until the other side closed. */
function said(path: string, text: string | Buffer): Promise<string> {
  return new Promise((done) => {
    let heard = '';
    const socket = connect(path, () => socket.write(text));
    socket.on('data', (chunk) => {
      heard += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => done(heard));
  });
}

describe('the socket of a running bot', () => {
  test('is its owner’s alone, and is gone with it', async () => {
    const store = folder();
    const path = await served(store);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await opened.pop()!();
    expect(existsSync(path)).toBe(false);
  });

  test('replaces one that nobody listens on, and nothing else', async () => {
    const store = folder();
    const path = join(store, 'ask.sock');
    const dead = createServer();
    await new Promise<void>((ready) => dead.listen(path, ready));
    // What is left after SIGKILL: the file without anybody behind it.
    renameSync(path, `${path}.kept`);
    await new Promise((done) => dead.close(done));
    renameSync(`${path}.kept`, path);
    await served(store);
    expect(await said(path, '{"method":"nothing"}\n')).toBe('');
    const other = folder();
    writeFileSync(join(other, 'ask.sock'), 'mine');
    await expect(served(other)).rejects.toMatchObject({ code: 'record-socket' });
    expect(statSync(join(other, 'ask.sock')).size).toBe(4);
  });

  test('a path that is too long is told, and the store is read without it', async () => {
    const store = join(folder(), 'x'.repeat(90));
    await expect(served(store)).rejects.toMatchObject({
      code: 'record-socket',
      message: expect.stringContaining('longer than a socket may have'),
    });
    await (await openStore(store)).close();
    expect((await asks(store, 'changes')).out).toMatch(/^No change is open\./);
  });

  test.each([
    ['no JSON', 'hello\n'],
    ['another method', '{"method":"close"}\n'],
    ['a method of every object', '{"method":"constructor"}\n'],
    ['a call without what it needs', '{"method":"list","given":{"host":3}}\n'],
    ['a line without an end', 'x'.repeat(MOST_ASKED + 1)],
    ['a line that is too long', `{"method":"one","given":"${'x'.repeat(MOST_ASKED)}"}\n`],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00, 0x0a])],
    ['many calls at once', '{"method":"verify"}\n'.repeat(1000)],
  ])('%s ends the connection, and the next one is answered', async (_, text) => {
    const faults: unknown[] = [];
    const store = folder();
    const path = await served(store, faults);
    expect(await said(path, text)).toBe('');
    const record = openRecord(withStore(store));
    expect(await record.verify()).toMatchObject({ result: 'whole', entries: 0 });
    await record.close();
    expect(faults).toEqual([]);
  });

  test('many that say nothing keep nobody out: the one that was silent longest makes room', async () => {
    const store = folder();
    const path = await served(store);
    const gone: number[] = [];
    for (let i = 0; i < 40; i++) {
      await new Promise<void>((done) => {
        const socket = connect(path, done);
        socket.on('error', () => {});
        socket.on('close', () => gone.push(i));
        opened.push(() => void socket.destroy());
      });
    }
    const record = openRecord(withStore(store));
    expect(await record.verify()).toMatchObject({ result: 'whole', entries: 0 });
    await record.close();
    expect(gone.slice(0, 3)).toEqual([0, 1, 2]);
    expect(gone).not.toContain(39);
  });

  test('a refusal crosses as it is', async () => {
    const store = folder();
    const record = readRecord(new MemoryStore(), { hosts: 'all' });
    const down = new MemoryStore();
    down.down = true;
    const server = await serveRecord({ store, record: readRecord(down, { hosts: 'all' }), failed: () => {} });
    opened.push(() => server.close());
    expect(await record.one('c-222222')).toBeNull();
    const asked = openRecord(withStore(store));
    await expect(asked.list({ host: null, ended: 1 })).rejects.toMatchObject({ code: 'store', exit: 1 });
    await asked.close();
  });
});

describe('a store that no bot runs on', () => {
  test('is read and let go again', async () => {
    const store = folder();
    await (await openStore(store)).close();
    for (let i = 0; i < 3; i++)
      expect((await asks(store, 'audit', 'verify')).out).toMatch(/^The record holds no entry\./);
    await (await openStore(store)).close();
  });

  test('is never made', async () => {
    const store = join(folder(), 'none');
    const { exit, err } = await asks(store, 'changes');
    expect(exit).toBe(2);
    expect(err).toContain(`There is no store in ${store}.`);
    expect(existsSync(store)).toBe(false);
  });

  test('of a local workspace is named', async () => {
    const base = folder();
    await (await openStore(join(base, 'local', '77', 'store'))).close();
    expect((await asks(base, 'changes')).err).toContain(`VMKBOT_STORE=${join(base, 'local', '77', 'store')}`);
  });
});

/** What the terminal takes for a store. */
function withStore(store: string): string {
  mkdirSync(join(store, 'store'), { recursive: true });
  return store;
}
