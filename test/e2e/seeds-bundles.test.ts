import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleOf } from '../bundle/members.ts';
import { tgz } from '../bundle/pack.ts';
import { type Stage, stage } from './bot.ts';
import { nth, output, said, whispered } from './said.ts';

let on: Stage;
beforeAll(async () => {
  on = await stage({ channels: ['one', 'two', 'bad', 'paste', 'strange'].map((name) => ({ name })) });
});
afterAll(() => on?.end());

const bundle = (name: string, octet: number) => ({
  name: `${name}.tgz`,
  base64: tgz(bundleOf(name, octet)).toString('base64'),
});
const all = (channel: string) =>
  JSON.stringify([...said(on.workspace, channel, 'answer'), ...said(on.workspace, channel, 'detail')]);

test('a support bundle dropped with the question: who restarted the host, and the seed', async () => {
  const oncall = on.workspace.as('oncall');
  await oncall.upload({ channel: 'one', text: '@vmkbot why did the host restart', files: [bundle('esx-31', 31)] });
  const root = await nth(on.workspace, 'one', 'answer');
  expect(JSON.stringify(root)).toContain('console of the host (DCUI)');
  await on.workspace.until(() => all('one').includes('S004'), 20_000);
  expect(JSON.stringify(root)).toContain('From a support bundle of esx-31');
  // The lines stand under the files of the bundle that hold them.
  expect(all('one')).toMatch(
    /var\/run\/log\/hostd\.0\.gz\\n\s*\[\d+\] {2}2016-05-04T05:24:38.*by dcui\\nvar\/run\/log\/vmksummary\.log\\n/,
  );
  // The thread is about the host of the bundle from here on.
  await oncall.post({ channel: 'one', thread: root.ts, text: '@vmkbot route 10.80.0.99' });
  expect(JSON.stringify(await nth(on.workspace, 'one', 'answer', 2))).toContain('vmk0');
});

test('two bundles are two hosts', async () => {
  const files = [bundle('esx-31', 31), bundle('esx-32', 32)];
  await on.workspace.as('oncall').upload({ channel: 'two', text: '@vmkbot check', files });
  await nth(on.workspace, 'two', 'answer');
  await on.workspace.until(() => /esx-31/.test(all('two')) && /esx-32/.test(all('two')), 20_000);
});

test('a bundle that points out of itself is refused to the person alone, with what to do', async () => {
  const base64 = tgz([...bundleOf('esx-31', 31), { name: '../../etc/cron.d/x', content: 'x' }]).toString('base64');
  await on.workspace
    .as('oncall')
    .upload({ channel: 'bad', text: '@vmkbot check', files: [{ name: 'esx.tgz', base64 }] });
  const { text } = await whispered(on.workspace, 'bad', 'oncall');
  expect(text).toContain('points out of the bundle');
  expect(said(on.workspace, 'bad', 'answer')).toEqual([]);
});

test('a question about a bundle that is not understood: what the bundle shows is told with the refusal', async () => {
  const files = [bundle('esx-31', 31)];
  await on.workspace.as('oncall').upload({ channel: 'strange', text: '@vmkbot why is the moon green', files });
  const { text } = await whispered(on.workspace, 'strange', 'oncall');
  expect(text).toMatch(/not understand the question “is the moon green”.*console of the host \(DCUI\).*check/s);
  expect(said(on.workspace, 'strange', 'answer')).toEqual([]);
});

test('its twin by paste: power was lost, and nobody is named', async () => {
  const text = `@vmkbot why did the host restart\n\`\`\`\n${output('power-lost')}\n\`\`\``;
  await on.workspace.as('oncall').post({ channel: 'paste', text });
  const root = JSON.stringify(await nth(on.workspace, 'paste', 'answer'));
  expect(root).toContain('lost power or was reset');
  expect(all('paste')).not.toContain('Named as who asked');
});
