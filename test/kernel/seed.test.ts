/** The case that all began with, on a kernel: what fails, why, the cure by two people, and that it works then. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cards, click } from '../e2e/changes-said.ts';
import { nth, whispered } from '../e2e/said.ts';
import { ask, CHANNEL, CURE, shows, tells } from './chat.ts';
import { dial } from './client.ts';
import { HOST } from './configuration.ts';
import { leftOn, saved } from './left.ts';
import { missing, named } from './missing.ts';
import { ADDRESSES, CLIENTS, OPERATORS } from './network/index.ts';
import { halfOpen, leavesBy, routesOf, spoofed } from './network/seen.ts';
import { AFTER, BEFORE } from './routes.ts';
import { openScene, type Scene } from './scene.ts';

const { vmk1, client, router, provider, operator } = ADDRESSES;

describe.skipIf(missing !== null)(named('a hosted machine on a real kernel'), { retry: 0 }, () => {
  let on: Scene;
  beforeAll(async () => {
    on = await openScene();
    await on.startBot();
  }, 120_000);
  afterAll(() => on?.end());

  test('a client of another LAN subnet is not answered: it comes in by vmk1, and the answer leaves by vmk0 and is lost', async () => {
    const before = spoofed(on.network, 'provider');
    const dialled = dial(on.network, vmk1, 22);
    await expect
      .poll(() => halfOpen(on.network, 'host'), { timeout: 30_000 })
      .toContainEqual(expect.stringMatching(`^${vmk1}:22 ${client}:`));
    expect(leavesBy(on.network, 'host', client)).toBe('vmk0');
    expect(await dialled).toBe('no answer');
    expect(spoofed(on.network, 'provider')).toBeGreaterThan(before);
  }, 90_000);

  test('asked why, the bot names the way that the answers take', async () => {
    await ask(on.workspace, `why can't ${CLIENTS} reach vmk1 on ${HOST}`);
    const { text } = await nth(on.workspace, CHANNEL, 'answer');
    expect(text).toContain(
      `Replies to ${CLIENTS} leave by vmk0 through the gateway ${provider}, not by vmk1 (${vmk1})`,
    );
    expect(text).toContain('return-path');
  }, 60_000);

  test('a route that would cut the bot off is refused to everybody', async () => {
    await ask(on.workspace, `fix route ${HOST} add ${OPERATORS} via ${router}`);
    const { text } = await nth(on.workspace, CHANNEL, 'answer', 2);
    expect(text).toContain(`my own session: answers to ${operator} would leave by vmk1 via ${router} instead of vmk0`);
    expect(text).toContain('I will not do it');
    expect(cards(on.workspace, CHANNEL)).toEqual([]);
    expect(routesOf(on.network, 'host')).toEqual(BEFORE);
  }, 60_000);

  test('two people cure it: the client is answered, and nothing else is left on the host', async () => {
    const { workspace, host } = on;
    await ask(workspace, CURE);
    const { ts } = await shows(workspace, 'pending');
    await click(workspace, 'oncall', CHANNEL, 'Confirm');
    expect((await whispered(workspace, CHANNEL, 'oncall')).text).toContain('someone else');
    expect(routesOf(on.network, 'host')).toEqual(BEFORE);
    await click(workspace, 'netops', CHANNEL, 'Confirm');
    expect((await shows(workspace, 'verified')).ts).toBe(ts);
    await tells(workspace, ts, /verified/);
    expect(routesOf(on.network, 'host')).toEqual(AFTER);
    expect(leavesBy(on.network, 'host', client)).toBe('vmk1');
    expect(await dial(on.network, vmk1, 22)).toMatch(/^SSH-2\.0-OpenSSH/);
    expect(saved(host)).toContain(`${CLIENTS} via ${router} dev vmk1`);
    await expect.poll(() => leftOn(host), { timeout: 30_000 }).toEqual([]);
  }, 240_000);
});
