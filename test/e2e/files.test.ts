import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stage, stage } from './bot.ts';
import { fenced, nth, output, said, whispered, whispers } from './said.ts';

let on: Stage;
beforeAll(async () => {
  on = await stage({ channels: ['a', 'b', 'c', 'd'].map((name) => ({ name })) });
});
afterAll(() => on?.end());

const picture = { name: 'screen.png', base64: 'iVBORw0KGgoAAAAA' };
const textOf = (channel: string) =>
  JSON.stringify(
    ['answer', 'detail'].flatMap((kind) => said(on.workspace, channel, kind as 'answer')).map(({ blocks }) => blocks),
  );

test('a picture among what was pasted is named and left out', async () => {
  const oncall = on.workspace.as('oncall');
  const { message } = await oncall.post({ channel: 'a', text: fenced('shared-vmotion') });
  const thread = message.ts;
  await oncall.upload({ channel: 'a', thread, text: 'as seen here', files: [picture] });
  await oncall.post({ channel: 'a', thread, text: '@vmkbot check' });
  await nth(on.workspace, 'a', 'answer');
  await on.workspace.until(() => textOf('a').includes('screen.png'), 20_000);
});

test('a picture dropped in a known thread is nobody’s question', async () => {
  const oncall = on.workspace.as('oncall');
  await oncall.post({ channel: 'b', text: `@vmkbot check\n${fenced('shared-vmotion')}` });
  const root = await nth(on.workspace, 'b', 'answer');
  await oncall.upload({ channel: 'b', thread: root.ts, files: [picture] });
  await oncall.upload({ channel: 'b', thread: root.ts, files: [{ name: 'esx.tgz', base64: 'H4sIAAAA' }] });
  expect((await whispered(on.workspace, 'b', 'oncall')).text).toContain('esx.tgz');
  await oncall.post({ channel: 'b', text: '@vmkbot check', thread: root.ts });
  await nth(on.workspace, 'b', 'answer', 2);
  expect(whispers(on.workspace, 'b', 'oncall').map(({ text }) => text)).toHaveLength(1);
});

test('a picture with the question is told to hold no text', async () => {
  await on.workspace.as('oncall').upload({ channel: 'c', text: '@vmkbot check', files: [picture] });
  expect((await whispered(on.workspace, 'c', 'oncall')).text).toContain('screen.png holds no text');
});

test('of many files ten are read, few at a time, and the others named', async () => {
  const files = Array.from({ length: 12 }, (_, i) => ({ name: `h${i + 1}.txt`, text: output('shared-vmotion') }));
  await on.workspace.as('oncall').upload({ channel: 'd', text: '@vmkbot check', files });
  await nth(on.workspace, 'd', 'answer');
  await on.workspace.until(() => /left out h11\.txt, h12\.txt/.test(textOf('d')), 20_000);
});
