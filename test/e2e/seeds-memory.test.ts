import { afterAll, beforeAll, expect, test } from 'vitest';
import { depot } from '../depot/pack.ts';
import { type Stage, stage } from './bot.ts';
import { nth, output, said } from './said.ts';

let on: Stage;
beforeAll(async () => {
  on = await stage({ channels: ['soft', 'limit', 'share', 'apart', 'back', 'on', 'zip'].map((name) => ({ name })) });
});
afterAll(() => on?.end());

const all = (channel: string) =>
  JSON.stringify([...said(on.workspace, channel, 'answer'), ...said(on.workspace, channel, 'detail')]);

async function asked(channel: string, words: string, text: string): Promise<string> {
  await on.workspace.as('oncall').post({ channel, text: `@vmkbot ${words}\n\`\`\`\n${text}\n\`\`\`` });
  const root = JSON.stringify(await nth(on.workspace, channel, 'answer'));
  await on.workspace.until(() => all(channel).includes('S004') || all(channel).includes('rakhesh'), 20_000);
  return root;
}

const option = (value: number) =>
  `~ # esxcfg-advcfg -g /Mem/ShareForceSalting\nValue of ShareForceSalting is ${value}\n~ #`;

test('a host in memory state soft, and where sources disagree', async () => {
  expect(await asked('soft', 'why do my machines balloon', output('memory-soft'))).toContain('memory state soft');
  expect(all('soft')).toContain('300 % or 400 %');
});

test('its twin: one machine balloons by its own limit', async () => {
  const words = 'why does a machine balloon with plenty of free memory';
  expect(await asked('limit', words, output('memory-limit'))).toContain('although the host is in memory state high');
  expect(all('limit')).toContain('bank-db may have 6144 MB of its 8192 MB');
});

test('machines share pages with all others, and the trade is told', async () => {
  expect(await asked('share', 'do my machines share memory pages', option(0))).toContain('every machine shares pages');
  expect(all('share')).toContain('held to be a security risk');
});

test('its twin: by default they share with nobody', async () => {
  expect(await asked('apart', 'do my machines share memory pages', option(2))).toContain('only within themselves');
});

test('back to Update 2 of 5.5: the command is not taken for a password, and what cuts the host off is said', async () => {
  expect(await asked('back', 'how do I downgrade this host', output('downgrade'))).toContain('a downgrade within 5.5');
  expect(all('back')).toContain('-p ESXi-5.5.0-20140902001-standard --allow-downgrades');
  expect(all('back')).toContain('takes the network away');
});

test('its twin: a newer bundle is an update', async () => {
  const newer = output('downgrade').replaceAll('-201409', '-201809');
  expect(await asked('on', 'how do I downgrade this host', newer)).toContain('Nothing in the bundle is older');
});

test('an offline bundle dropped with the question: the profiles that it offers', async () => {
  const base64 = depot('ESXi-5.5.0-20140901001s-standard', 'ESXi-5.5.0-20140902001-standard').toString('base64');
  const text = '@vmkbot find the profiles in an offline ESXi update zip file';
  await on.workspace.as('oncall').upload({ channel: 'zip', text, files: [{ name: 'update02.zip', base64 }] });
  const root = JSON.stringify(await nth(on.workspace, 'zip', 'answer'));
  expect(root).toContain('The bundle offers ESXi-5.5.0-20140901001s-standard and ESXi-5.5.0-20140902001-standard');
  await on.workspace.until(() => all('zip').includes('security fixes only'), 20_000);
});
