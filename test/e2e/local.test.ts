import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarios } from '../../src/lab/scenarios/index.ts';
import type { Client, MessageShown } from '../../src/lab/workspace/client-api.ts';
import { silent } from '../../src/log.ts';
import type { Started } from '../../src/main.ts';
import { startLocal } from '../../src/start/local.ts';
import { REFUSED, TO_CHANGE, TO_TRY } from '../../src/start/welcome.ts';
import { freePort } from '../support/free-port.ts';
import { buttons, eventually, isLateWord } from './said.ts';

const folder = mkdtempSync(join(tmpdir(), 'vmkbot-local-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the page asks of the workspace, as the page asks it. */
async function page<K extends keyof Client>(url: string, call: K, request: Parameters<Client[K]>[0]) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}client/${call}`, { method: 'POST', headers, body: JSON.stringify(request) });
  const answer = (await response.json()) as { ok: boolean; result: Awaited<ReturnType<Client[K]>> };
  expect(answer.ok, JSON.stringify(answer)).toBe(true);
  return answer.result;
}

async function messages(url: string, as: string): Promise<MessageShown[]> {
  return (await page(url, 'messages', { as, channel: 'ops' })).messages;
}

describe('without tokens a whole workspace opens', () => {
  let started: Started;
  beforeAll(async () => {
    started = await startLocal({ VMKBOT_STORE: join(folder, 'store') }, silent());
  }, 60_000);
  afterAll(() => started?.stop());

  test('its welcome has something to try for each document that the project grew from', async () => {
    const sources = new Set(scenarios().flatMap(({ source }) => source ?? []));
    expect(new Set(TO_TRY.map(({ source }) => source))).toEqual(sources);
    const [welcome] = await messages(started.url!, 'oncall');
    expect(buttons(welcome!).map(({ value }) => value)).toEqual(TO_TRY.map(({ words }) => words));
  });

  test('its welcome names one thing to be refused, and it is', async () => {
    const { as, words } = REFUSED;
    const [welcome] = await messages(started.url!, as);
    expect(welcome!.text).toContain(words);
    await page(started.url!, 'command', { as, channel: 'ops', text: `/vmk ${words}` });
    const told = await eventually(async () =>
      (await messages(started.url!, as)).find(({ text }) => /^(Only|You may)/.test(text)),
    );
    expect(told.text).toContain('esxi41');
    expect((await messages(started.url!, 'oncall')).map(({ text }) => text)).not.toContain(told.text);
  });

  test.each([TO_CHANGE.good, TO_CHANGE.bad])('%s, as its welcome says, waits for the other person', async (words) => {
    const { as } = TO_CHANGE;
    const url = started.url!;
    expect((await messages(url, as))[0]!.text).toContain(words);
    await page(url, 'command', { as: 'oncall', channel: 'ops', text: `/vmk ${words}` });
    const network = /[\d.]+\/24/.exec(words)![0];
    const find = async (state: RegExp) =>
      (await messages(url, as)).find(({ text }) => text.includes(network) && state.test(text));
    const card = await eventually(() => find(/waits for one/));
    const { blockId, actionId } = buttons(card)[0]!;
    await page(url, 'act', { as, at: { channel: 'ops', ts: card.ts }, blockId, actionId });
    // Around the hour the host is about to save its state, and the change waits.
    await eventually(() => find(/confirmed by|verified|being applied|applying/));
  });

  test.each(TO_TRY.map(({ words }, i) => [words, i] as const))('%s is answered by its button', async (words, at) => {
    const url = started.url!;
    const [welcome] = await messages(url, 'oncall');
    const { blockId, actionId } = buttons(welcome!)[at]!;
    await page(url, 'act', { as: 'oncall', at: { channel: 'ops', ts: welcome!.ts }, blockId, actionId });
    const root = await eventually(async () =>
      (await messages(url, 'oncall')).find(({ text, isApp }) => isApp && text.includes(`oncall asked: ${words}`)),
    );
    expect(root.ephemeral).toBe(false);
    await eventually(
      async () => (await page(url, 'thread', { as: 'oncall', channel: 'ops', thread: root.ts })).messages[1],
    );
  });

  test('one of the people is refused a host, with the reason', async () => {
    const url = started.url!;
    await page(url, 'command', { as: 'netops', channel: 'ops', text: '/vmk check esxi41' });
    const refusal = await eventually(async () =>
      (await messages(url, 'netops')).find((each) => each.ephemeral && !isLateWord(each)),
    );
    expect(refusal.text).toContain('esxi41');
    expect(refusal.text).toMatch(/Only .+ may ask/);
  });

  test('another one can run beside it, and each ends with nothing left behind', async () => {
    const other = await startLocal({ VMKBOT_STORE: join(folder, 'other') }, silent());
    expect(other.url).not.toBe(started.url);
    await other.stop();
    expect(readdirSync(join(folder, 'other', 'local'))).toEqual([]);
  });
});

test('the program says its address, and ends at Ctrl+C with nothing left behind', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'vmkbot-start-'));
  const cli = resolve('dist/vmkbot.js');
  const child = spawn(process.execPath, [cli, 'start'], { cwd, env: { PATH: process.env.PATH } });
  try {
    let out = '';
    let errors = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      errors += data;
    });
    const url = await eventually(async () => /http:\/\/127\.0\.0\.1:\d+\//.exec(out)?.[0]);
    expect((await messages(url, 'storage')).length).toBe(1);
    const ended = new Promise((done) => child.once('exit', (code, signal) => done(code ?? signal)));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(errors).toBe('');
    expect(readdirSync(join(cwd, '.vmkbot', 'local'))).toEqual([]);
    expect(readdirSync(cwd)).toEqual(['.vmkbot']);
  } finally {
    child.kill('SIGKILL');
    rmSync(cwd, { recursive: true, force: true });
  }
}, 60_000);

test.each(['/dev/null', '/proc/vmkbot', '/sys/vmkbot'])(
  'a place where nothing can be kept is told: %s',
  async (place) => {
    const fault = await startLocal({ VMKBOT_STORE: place }, silent()).catch((error) => error);
    expect(fault).toMatchObject({ name: 'Problem', code: 'store', exit: 1 });
    expect(fault.message).toContain(place);
    expect(fault.next).toContain('VMKBOT_STORE');
  },
);

test('a port that is asked for and taken is told; without one the next free one is found', async () => {
  const port = await freePort();
  const taken = createServer().listen(port, '127.0.0.1');
  await new Promise((done) => taken.once('listening', done));
  const store = join(folder, 'taken');
  const fault = await startLocal({ VMKBOT_STORE: store, PORT: String(port) }, silent()).catch((error) => error);
  expect(fault).toMatchObject({ name: 'Problem', exit: 2 });
  expect(fault.message).toContain(String(port));
  expect(readdirSync(join(store, 'local'))).toEqual([]);
  await new Promise((done) => taken.close(done));
  const started = await startLocal({ VMKBOT_STORE: store, PORT: String(port) }, silent());
  expect(new URL(started.url!).port).toBe(String(port));
  await started.stop();
}, 60_000);

test('`npm start` is this', () => {
  const { scripts } = JSON.parse(readFileSync(resolve('package.json'), 'utf8'));
  expect(scripts.start).toBe('node dist/vmkbot.js start');
});
