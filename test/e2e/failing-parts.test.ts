import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLog } from '../../src/log.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { type Stage, stage } from './bot.ts';
import { fenced, nth, said, whispered } from './said.ts';

let on: Stage;
const store = new MemoryStore();
const logged: string[] = [];
beforeAll(async () => {
  const channels = ['one', 'two'].map((name) => ({ name }));
  on = await stage({ channels, store, log: openLog({}, { write: (line) => void logged.push(line) }) });
}, 60_000);
afterAll(() => on?.end());

test('a store that does not answer is told in plain words, and its own go to the log', async () => {
  const oncall = on.workspace.as('oncall');
  const { message } = await oncall.post({ channel: 'one', text: 'look at this' });
  store.down = true;
  await oncall.post({ channel: 'one', thread: message.ts, text: '@vmkbot check' });
  const told = await whispered(on.workspace, 'one', 'oncall');
  store.down = false;
  expect(told.text).toContain('My store does not answer');
  expect(told.text).not.toContain(MemoryStore.FAULT);
  const [id] = /(?<=Request )\w{6,}/.exec(`${told.text} ${JSON.stringify(told.blocks)}`)!;
  const line = logged.find((each) => each.includes(id) && each.includes(MemoryStore.FAULT));
  expect(line).toContain('"level":"error"');
  await oncall.post({ channel: 'one', text: `@vmkbot check\n${fenced('shared-vmotion')}` });
  await nth(on.workspace, 'one', 'answer');
});

test('a file that Slack does not take is told where it should stand', async () => {
  const { workspace } = on;
  const refused = workspace.faults.refuse('missing_scope', { method: 'files.getUploadURLExternal' });
  await workspace.as('oncall').command({ channel: 'two', text: '/vmk schema why' });
  const notice = await nth(workspace, 'two', 'notice');
  refused.off();
  expect(notice.thread).toBe(said(workspace, 'two', 'answer')[0]!.ts);
  expect(notice.text).toMatch(/schema\.json.+missing.scope/);
});
