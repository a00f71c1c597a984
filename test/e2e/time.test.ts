import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatedHost } from '../../src/lab/esxi/index.ts';
import { SERVER, SET, settingsOf, unset, WATCHING } from '../changes/time-support.ts';
import { type Stage, stage } from './bot.ts';
import { below, card, click, modal, notices } from './changes-said.ts';
import { nth } from './said.ts';
import { GOOD, timeHost, timePolicies } from './time-scene.ts';

const NAMES = ['never', 'closed', 'nobody', 'wrong-route', 'windows', 'ahead', 'runaway'].map((each) => `ntp-${each}`);
const PAIR = ['pair-1', 'pair-2'];
let on: Stage;
const hosts = new Map<string, SimulatedHost>();
beforeAll(async () => {
  for (const name of NAMES) hosts.set(name, await timeHost(name));
  for (const name of PAIR) hosts.set(name, await unset('7.0.3', { name }));
  on = await stage({
    hosts: [...hosts].map(([name, running]) => ({ name, group: PAIR.includes(name) ? 'pair' : 'time', running })),
    policies: timePolicies,
    channels: [...NAMES, 'pair'].map((name) => ({ name })),
    more: { patience: WATCHING },
  });
}, 120_000);
afterAll(async () => {
  await on?.end();
  for (const host of hosts.values()) await host.close();
});

/** Everything that was said in answer, with its thread. */
function textOf(channel: string, answer: { readonly ts: string }): string {
  const root = on.workspace.messages(channel).find(({ ts }) => ts === answer.ts);
  return JSON.stringify([root, ...below(on.workspace, channel, answer.ts)]);
}

const says = (channel: string, text: string) => on.workspace.as('oncall').command({ channel, text: `/vmk ${text}` });

/** What is in the way, as `ntp` explains it. */
async function explained(name: string, count = 1): Promise<string> {
  await says(name, `ntp ${name}`);
  const answer = await nth(on.workspace, name, 'answer', count);
  await on.workspace.until(() => below(on.workspace, name, answer.ts).length > 0 || undefined, 10_000);
  return textOf(name, answer);
}

/** Confirmed by the second person, applied, watched and closed; gives what the thread was told last. */
async function followed(name: string): Promise<string> {
  const { ts } = await card(on.workspace, name, 'pending');
  await click(on.workspace, 'netops', name, 'Confirm');
  const verified = await card(on.workspace, name, 'verified');
  expect(verified.ts).toBe(ts);
  const told = await on.workspace.until(() => {
    const all = notices(on.workspace, name, ts);
    return all.some(({ text }) => /verified/.test(text)) ? all : undefined;
  }, 30_000);
  return JSON.stringify(told);
}

/** Opens the form of a plan from the button below an answer, and sends it. */
async function filled(name: string, label: string, ts: string, values: Readonly<Record<string, object>>) {
  await click(on.workspace, 'oncall', name, label, ts);
  const view = await modal(on.workspace, 'oncall');
  const state = Object.fromEntries(Object.entries(values).map(([block, value]) => [block, { value }]));
  await on.workspace.as('oncall').submitView({ view: view.id, values: state as never });
}

const TICKED = { options: ['considered'] };
/** The label of the button that plans the fix of a rule. */
function fixLabel({ blocks = [] }: { readonly blocks?: readonly unknown[] }, rule: string): string | undefined {
  const all = (blocks as { elements?: { value?: string; text?: { text: string } }[] }[]).flatMap(
    ({ elements = [] }) => elements,
  );
  return all.find(({ value }) => value?.startsWith(`fix ${rule} `))?.text?.text;
}

test('never configured: from the finding by the form, through two people, to a followed server', async () => {
  const name = 'ntp-never';
  expect(await explained(name)).toContain('No time server is configured');
  await says(name, `check ${name}`);
  const answer = await nth(on.workspace, name, 'answer', 2);
  const button = fixLabel(answer, 'ntp-not-configured')!;
  await filled(name, button, answer.ts, { servers: { text: '10.59.9.123' }, guests: TICKED });
  const told = await followed(name);
  expect(told).toContain('Watched until');
  expect(told).toContain('The daemon follows 10.59.9.123');
  expect(settingsOf(hosts.get(name)!)).toEqual({ ...SET, servers: ['10.59.9.123'] });
}, 90_000);

test('a closed firewall: refused until somebody says that guests were considered, which the form asks', async () => {
  const name = 'ntp-closed';
  expect(await explained(name)).toMatch(/ntpClient.*(?:closed|not enabled)/);
  await says(name, `fix ntp-firewall ${name}`);
  const refused = await nth(on.workspace, name, 'answer', 2);
  expect(refused.text).toContain('before its guests are considered');
  const button = fixLabel(refused, 'ntp-firewall')!;
  await filled(name, button, refused.ts, { guests: TICKED });
  expect(await followed(name)).toContain('The daemon follows');
}, 90_000);

test('a list that lets nobody through', async () => {
  const name = 'ntp-nobody';
  expect(await explained(name)).toMatch(/list/);
  await says(name, `fix ntp-firewall ${name} guests-considered`);
  expect(await followed(name)).toContain('The daemon follows');
}, 90_000);

test('a server behind a wrong route: the adapter is named, and the route is what is changed', async () => {
  const name = 'ntp-wrong-route';
  expect(await explained(name)).toMatch(/vmk1/);
  await says(name, `fix route ${name} remove 10.59.9.0/24`);
  await card(on.workspace, name, 'pending');
  await click(on.workspace, 'netops', name, 'Confirm');
  await card(on.workspace, name, 'verified');
  expect(await explained(name, 2)).toContain('Time is synchronised');
}, 90_000);

test('a Windows server that is too far from its own reference: another one is followed', async () => {
  const name = 'ntp-windows';
  expect(await explained(name)).toContain('dispersion');
  await says(name, `fix ntp-not-synchronised ${name} servers ${GOOD}`);
  expect(await followed(name)).toContain(`The daemon follows ${GOOD}`);
}, 90_000);

test('six minutes ahead with a guest that must not jump: told first, and closed once the clock is right', async () => {
  const name = 'ntp-ahead';
  expect(await explained(name)).toMatch(/6 min 2 s ahead/);
  await says(name, `fix ntp ${name} servers 10.59.9.123,${GOOD}`);
  const refused = await nth(on.workspace, name, 'answer', 2);
  expect(refused.text).toContain('6 min 2 s ahead');
  const button = fixLabel(refused, 'ntp')!;
  await filled(name, button, refused.ts, { guests: TICKED });
  await followed(name);
  const { state, world } = hosts.get(name)!;
  expect(Math.abs(state.clockOffsetMs - world.timeServers[GOOD]!.offsetMs)).toBeLessThan(1000);
}, 90_000);

test('a clock that runs away: named live, and no server cures it', async () => {
  const name = 'ntp-runaway';
  expect(await explained(name)).toContain('runs away');
  const [answer] = on.workspace.messages(name);
  expect(fixLabel(answer!, 'ntp-runaway-clock')).toBeUndefined();
}, 60_000);

test('a group as one request: a table of what differs, the first host alone, each with its result', async () => {
  await says('pair', `fix ntp @pair servers ${SERVER} guests-considered`);
  const pending = await card(on.workspace, 'pair', 'pending');
  const shown = JSON.stringify(pending.blocks);
  for (const words of ['what differs', `servers none → ${SERVER}`, ...PAIR]) expect(shown).toContain(words);
  await click(on.workspace, 'netops', 'pair', 'Confirm');
  const verified = await card(on.workspace, 'pair', 'verified');
  expect(JSON.stringify(verified.blocks)).toContain('verified on each');
  const followed = JSON.stringify(verified.blocks).match(
    /verified, follows [\d.]+, [\d.]+ \w+ (?:ahead of|behind|from) it/g,
  );
  expect(followed).toHaveLength(2);
  for (const name of PAIR) expect(settingsOf(hosts.get(name)!)).toEqual(SET);
}, 120_000);
