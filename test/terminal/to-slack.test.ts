import { expect, test } from 'vitest';
import { fix } from '../../commands/fix.ts';
import { parse, split } from '../../src/command.ts';
import { spoken } from '../../src/slack/conversation/spoken.ts';
import { withWayOn } from '../../src/terminal/ask-in-slack.ts';
import { run } from '../../src/terminal/run.ts';
import { ADD, planOf } from '../slack/changes/card-subjects.ts';
import { sink } from '../support/terminal.ts';

async function typed(...words: string[]) {
  const [out, err] = [sink(), sink()];
  const exit = await run(words, { out: out.stream, err: err.stream, env: { NO_COLOR: '1' } });
  return { exit, err: err.text() };
}

test.each(['confirm c-7f3a9k', 'reject C-7F3A9K', 'cancel g-7f3a9k', 'approve c-7f3a9k', 'confirm'])(
  '%s is told where it is done, in a terminal and in chat',
  async (line) => {
    const { exit, err } = await typed(...line.split(' '));
    expect(exit).toBe(2);
    expect(err).toContain('confirmed, rejected and cancelled in Slack alone, by the buttons of its card');
    expect(() => spoken(line, 'help')).toThrow('by the buttons of its card');
  },
);

test('a question that only begins like it is none of those', () => {
  expect(() => spoken('cancel my subscription', 'help')).not.toThrow('by the buttons of its card');
});

test('a plan of live hosts ends with the words that ask for it in Slack, and one that is open does not', async () => {
  const asked = parse(split(`fix route esx-provider ${ADD}`), ['fix']);
  const plan = { ...planOf(ADD), schema: 'vmkbot/plan/1' };
  const answer = (json: object) => ({ json, reply: () => ({ headline: { text: '' }, sections: [] }) });
  const told = (json: object, hosts = ['esx-provider']) =>
    JSON.stringify(withWayOn(answer(json), asked, hosts).reply());
  expect(told(plan)).toContain(`\`/vmk fix route esx-provider ${ADD}\``);
  expect(told({ ...plan, missing: ['gateway'] })).not.toContain('/vmk');
  expect(told({ ...plan, refusals: [{}] })).not.toContain('/vmk');
  expect(told(plan, [])).not.toContain('/vmk');
});

test('where hosts are configured, the example of a wrong word names one of them', async () => {
  const asked = { ...parse(split('fix nosuch'), ['fix']), inventory: ['esx-provider'] };
  const refused = (inventory?: readonly string[]) =>
    fix.run({ ...asked, inventory } as never, {} as never).catch((fault) => fault.next as string);
  expect(await refused(['esx-provider'])).toMatch(/For example: vmkbot fix route esx-provider add \S+ via \S+$/);
  expect(await refused()).toContain('--from capture.txt');
});
