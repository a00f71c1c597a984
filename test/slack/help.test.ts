import { afterAll, describe, expect, test } from 'vitest';
import { VERBS } from '../../commands/index.ts';
import type { Answering } from '../../src/answering/answering.ts';
import { createAnswering } from '../../src/answering/create.ts';
import { ConfigFile } from '../../src/config.ts';
import { RULES } from '../../src/core/rules/index.ts';
import { type Help, helpFor } from '../../src/slack/conversation/help.ts';
import { inChat } from '../../src/slack/conversation/in-chat.ts';
import type { Incoming } from '../../src/slack/incoming.ts';
import { Access } from '../../src/slack/people/access.ts';
import type { Ports } from '../../src/slack/ports.ts';
import { faultsOf } from '../../src/slack/render/index.ts';

const answering = createAnswering({ threads: 1 });
afterAll(() => answering.close());

const access = new Access(
  { hosts: {}, policies: [] },
  { person: async () => never(), usergroups: async () => never() },
);
const asker = { id: 'U1', name: 'oncall', standing: 'member' as const };
/** Every member may read its host. */
const reading = new Access(
  ConfigFile.parse({
    hosts: { 'esx-07': { address: '127.0.0.1', agent: true } },
    policies: [{ groups: ['prod'], changes: ['route'], ask: { channels: ['C1'] }, approve: { users: ['U2'] } }],
  }),
  { person: async () => never(), usergroups: async () => never() },
);
const help = (topic: string | null, by: Pick<Answering, 'answer'> = answering, among: Access = access): Promise<Help> =>
  helpFor(topic, asker, { place: { channel: 'C1' } } as Incoming, { access: among, answering: by } as unknown as Ports);

function never(): never {
  throw new Error('nobody is looked up');
}

describe('help', () => {
  const verbs = Object.keys(VERBS).filter((verb) => !['schema', 'hosts', 'changes', 'audit'].includes(verb));
  test.each([null, ...verbs, ...RULES.map(({ id }) => id)])(
    '%s fits its messages, and speaks of chat alone',
    async (topic) => {
      const { pages, file } = await help(topic);
      expect(file).toBeUndefined();
      expect(pages.length).toBeLessThanOrEqual(5);
      expect(pages.flatMap(faultsOf)).toEqual([]);
      expect(JSON.stringify(pages)).not.toMatch(/--from|--save|--fail-on|--json|vmkbot (why|check|help)|exit status/);
    },
  );

  test('every example of a fix names a host that there is, since of a paste nothing can be asked for', async () => {
    const { pages } = await help('fix', answering, reading);
    const all = [...JSON.stringify(pages).matchAll(/\/vmk fix [^"\\]*/g)].map(([line]) => line);
    const lines = [...new Set(all)].filter((line) => !/[[|]|RULE|GW/.test(line));
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line).toMatch(/^\/vmk fix \S+ esx-07( |$)/);
  });

  test.each([20, 400])('nothing of a long one (%s sections) is left out', async (count) => {
    const words = Array.from({ length: count }, (_, i) => `word-${i} ${'x'.repeat(2_000)}`);
    const sections = words.map((text) => ({ title: 'More', blocks: [{ kind: 'text' as const, lines: [{ text }] }] }));
    const reply = { headline: { text: 'Long.' }, sections };
    const { pages, file } = await help('long', { answer: async () => ({ reply, json: {}, captures: [] }) });
    const told = `${JSON.stringify(pages)} ${file?.text ?? ''}`;
    expect(words.filter((text) => !told.includes(text.split(' ')[0]!))).toEqual([]);
    expect(pages.length).toBeGreaterThan(3);
  });

  test.each(['hosts', 'changes', 'audit'])(
    '%s, where a host may be read, is offered and speaks of chat alone',
    async (verb) => {
      const [overview] = (await help(null, answering, reading)).pages;
      expect(overview!.text).toContain(`${verb}:`);
      const { pages } = await help(verb, answering, reading);
      expect(pages.flatMap(faultsOf)).toEqual([]);
      expect(JSON.stringify(pages)).not.toMatch(/--from|--save|--fail-on|--json|vmkbot (why|check|help)|exit status/);
    },
  );

  test('what is for nobody here is not offered', async () => {
    const [page] = (await help(null)).pages;
    expect(page!.text).toContain('what-if');
    expect(page!.text).not.toMatch(/\bschema\b|\bhosts: the|\bchanges: what|\baudit: who/);
  });
});

test.each([
  ['For example: vmkbot why does vMotion use vmk0 --from capture.txt', 'For example: /vmk why does vMotion use vmk0'],
  ['See vmkbot help route.', 'See /vmk help route.'],
  ['vmkbot check … --from FILE, or --from - for standard input.', '/vmk check ….'],
  ['vmkbot tells why', 'vmkbot tells why'],
  ['vmkbot 0.1.0', 'vmkbot 0.1.0'],
])('"%s" is "%s" in chat', (terminal, chat) => {
  expect(inChat(terminal)).toBe(chat);
});
