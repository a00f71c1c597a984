import { resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { VERBS } from '../../commands/index.ts';
import type { Ask } from '../../src/answering/answering.ts';
import { createAnswering } from '../../src/answering/create.ts';
import { portOver } from '../../src/changes-port.ts';
import { parse, split } from '../../src/command.ts';
import { redact } from '../../src/core/esxi/redact.ts';
import type { InventoryHost } from '../../src/core/hosts.ts';
import type { Inventory } from '../../src/inventory.ts';
import { Problem } from '../../src/problem.ts';
import { SAMPLES } from '../../src/samples/index.ts';
import { faultOf } from '../support/live.ts';
import { json, sample } from '../support/terminal.ts';

const answering = createAnswering();
afterAll(() => answering.close());

const asked = (line: string) => parse(split(line), Object.keys(VERBS));
const text = (name: string, given: string) => async () => [{ name, text: given }];
const paste = (name: string) => text('capture-1.txt', sample(name));

const LINES = [
  'check',
  'state',
  'why why does vMotion use vmk0',
  'route 198.51.100.9',
  'service vmotion',
  'what-if gateway 10.0.0.1',
];
const cases = SAMPLES.flatMap(({ name }) => LINES.map((line) => [name, line] as const));

describe('a paste', () => {
  test.each(cases)('%s: %s is answered as in a terminal, with plain data', async (name, line) => {
    const typed = await json(split(line), sample(name));
    const answered = answering.answer({ asked: asked(line), captures: paste(name) });
    // A sample of logs alone has no table: the refusal is the terminal's too.
    if (typed.exit !== 0) return expect(answered).rejects.toMatchObject({ code: typed.json.code });
    const said = await answered;
    expect(said.json).toEqual(typed.json);
    expect(said.captures).toEqual(await paste(name)());
    expect(JSON.parse(JSON.stringify(said))).toEqual(said);
  });

  test('is asked for with what the verb needs', async () => {
    const wanted: unknown[] = [];
    const captures: Ask['captures'] = async (needs) => {
      wanted.push(needs);
      return paste('provider')();
    };
    await answering.answer({ asked: asked('route 10.0.0.1'), captures });
    await answering.answer({ asked: asked('check'), captures });
    expect(wanted).toEqual([expect.arrayContaining(['routes']), undefined]);
  });
});

describe('verbs that read no host', () => {
  test('help, a page of help, schema and the version', async () => {
    const said = await Promise.all(
      ['help', 'check --help', 'schema state', '--version'].map((line) => answering.answer({ asked: asked(line) })),
    );
    expect(said.map(({ captures }) => captures)).toEqual([[], [], [], []]);
    expect(said[1]!.reply.headline.text).toMatch(/^check: /);
    expect(said.map(({ verbatim }) => verbatim)).toEqual([undefined, undefined, true, undefined]);
  });
});

test('the worker among the sources answers like the built one', async () => {
  const sources = createAnswering({ worker: resolve('src/answering/worker-source.mjs'), threads: 1 });
  const said = await sources.answer({ asked: asked('check'), captures: paste('provider') });
  await sources.close();
  expect(said).toEqual(await answering.answer({ asked: asked('check'), captures: paste('provider') }));
});

const HOST: InventoryHost = {
  name: 'esx-07',
  address: '10.0.0.7',
  port: 22,
  user: 'root',
  login: 'key',
  groups: ['prod'],
  hostKey: null,
  via: null,
  timers: {},
};

test('the inventory is asked on the main thread', async () => {
  const called: string[] = [];
  const inventory: Inventory = {
    hosts: [HOST],
    async test(host) {
      called.push(`test ${host}`);
      return { host, readAt: '2026-01-01T00:00:00.000Z', points: [], clock: null };
    },
    async pin(host) {
      called.push(`pin ${host}`);
      return { host, address: '10.0.0.7', port: 22, fingerprint: 'SHA256:x', pinned: null };
    },
  };
  const say = async (line: string) => (await answering.answer({ asked: asked(line), inventory })).json;
  expect(await say('hosts')).toMatchObject({ hosts: [HOST] });
  expect(await say('hosts test esx-07')).toMatchObject({ schema: 'vmkbot/host-test/1', host: 'esx-07' });
  expect(await say('hosts pin ESX-07')).toMatchObject({ fingerprint: 'SHA256:x' });
  expect(called).toEqual(['test esx-07', 'pin esx-07']);
});

describe('the record of changes', () => {
  const calls: unknown[] = [];
  const changes = portOver(async (call) => {
    calls.push(call);
    if (call.method === 'exported') return call.given === 1 ? [{ number: 1 }, { number: 2 }] : [];
    return { entries: [], names: {} };
  });

  test('is asked on the main thread, in calls of plain data', async () => {
    const said = await answering.answer({ asked: asked('audit c-222222'), changes });
    expect(said.json).toMatchObject({ schema: 'vmkbot/audit/1', about: 'c-222222' });
    expect(calls).toEqual([{ method: 'audit', given: { about: 'c-222222', most: 50 } }]);
  });

  test('its export is a file', async () => {
    const said = await answering.answer({ asked: asked('audit export'), changes });
    expect(said.file).toEqual({ name: 'audit.jsonl', text: '{"number":1}\n{"number":2}\n' });
  });

  test('nothing is followed from chat, and without a record nothing is answered', async () => {
    const follow = answering.answer({ asked: asked('changes follow c-222222'), changes });
    expect(await faultOf(follow)).toMatchObject({ code: 'usage' });
    expect(await faultOf(answering.answer({ asked: asked('changes') }))).toMatchObject({ code: 'no-record' });
  });
});

test('protected peers reach the verb', async () => {
  const peers = [{ name: 'vcenter-of-the-test', address: '10.66.0.9' }];
  const never = () => Promise.reject(new Error('not asked'));
  const inventory: Inventory = { hosts: [HOST], protected: peers, test: never, pin: never };
  const line = 'fix gateway 203.0.113.2';
  const { json: plan } = await answering.answer({ asked: asked(line), captures: paste('provider'), inventory });
  expect(JSON.stringify(plan)).toContain('vcenter-of-the-test');
});

test('of a live host the answer tells when it was read', async () => {
  const live = { readAt: '2026-01-01T00:00:00.000Z', ageSeconds: 4 };
  const captures = async () => [{ name: 'esx-07', text: sample('provider'), live, notes: ['Slowly.'] }];
  const { reply, json: facts } = await answering.answer({ asked: asked('check'), captures });
  expect(facts).toMatchObject({ readAt: live.readAt, ageSeconds: 4 });
  expect(reply.sections.at(-1)!.title).toBe('How it was read');
});

describe('a problem', () => {
  const codeOf = async (line: string, captures?: Ask['captures']) =>
    (await faultOf(answering.answer({ asked: asked(line), captures }))).code;

  test('crosses with its fields', async () => {
    const fault = await faultOf(answering.answer({ asked: asked('route nonsense'), captures: paste('provider') }));
    const { json: told } = await json(['route', 'nonsense'], sample('provider'));
    expect({ code: fault.code, message: fault.message, next: fault.next, exit: fault.exit }).toEqual({
      code: told.code,
      message: told.message,
      next: told.next,
      exit: 2,
    });
  });

  test('of the one who reads hosts is told as it is', async () => {
    const refused = new Problem({ code: 'host-refused', message: 'a', next: 'b', exit: 3 });
    const captures = () => Promise.reject(refused);
    await expect(answering.answer({ asked: asked('check'), captures })).rejects.toBe(refused);
  });

  test.each([
    ['check', undefined, 'no-input'],
    ['hosts', undefined, 'no-inventory'],
    ['check --from /etc/hostname', undefined, 'usage'],
    ['check --out vmk0', undefined, 'usage'],
  ])('%s', async (line, captures, code) => expect(await codeOf(line, captures)).toBe(code));
});

test('secrets are taken out beside the main thread', async () => {
  const given = `password=Hunter2+\n${sample('provider')}`;
  expect(await answering.redact(given)).toEqual(redact(given));
});

test('whatever else is thrown is a bug, with its cause', async () => {
  const captures = (async () => [{ name: 'broken' }]) as unknown as Ask['captures'];
  const fault = await answering.answer({ asked: asked('check'), captures }).catch((thrown) => thrown);
  expect(fault).not.toBeInstanceOf(Problem);
  expect(fault.message).toBe('the verb check failed');
  expect(fault.cause).toBeInstanceOf(TypeError);
});
