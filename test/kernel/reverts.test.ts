/** What goes wrong at the moment of the change: the host takes it back by itself, within its timer, and the bot tells so. */
import { describe, expect, type TestContext, test } from 'vitest';
import { until } from '../changes/support.ts';
import { click } from '../e2e/changes-said.ts';
import { ask, CHANNEL, CURE, shows, tells } from './chat.ts';
import { leftOn, saved } from './left.ts';
import { missing, named } from './missing.ts';
import { ADDRESSES, CLIENTS, OPERATORS } from './network/index.ts';
import { leavesBy, routesOf } from './network/seen.ts';
import { watchRoutes } from './network/watch.ts';
import { plant } from './planted.ts';
import { BEFORE } from './routes.ts';
import { openScene, type Scene } from './scene.ts';

const { router, operator } = ADDRESSES;

/** Milliseconds between two looks at a host. */
const LOOK = 500;

/** The bot's own network by a router that does not lead there. */
const CUTS_OFF = `add ${OPERATORS} via ${router}`;

// Each waits for a timer of a minute; together they take no longer than one.
describe
  .skipIf(missing !== null)
  .concurrent(named('a change that goes wrong on a real kernel'), { retry: 0, timeout: 400_000 }, () => {
    test('the provider forwards nothing any more', async (context) => {
      const on = await sceneOf(context);
      await on.startBot();
      await ask(on.workspace, CURE);
      await goesWrong(on, CLIENTS, () => on.network.set('provider', 'ip_forward', 0));
      on.network.set('provider', 'ip_forward', 1);
      await tellsThatItReverted(on, CLIENTS);
    });

    test('it cuts the bot off', async (context) => {
      const on = await sceneOf(context);
      await plant(on, CUTS_OFF);
      await on.startBot();
      await goesWrong(on, OPERATORS, () => expect(leavesBy(on.network, 'host', operator)).toBe('vmk1'));
      await tellsThatItReverted(on, OPERATORS);
    });

    test('it cuts the bot off, which is killed, too; the next bot tells it', async (context) => {
      const on = await sceneOf(context);
      await plant(on, CUTS_OFF);
      const bot = await on.startBot();
      await goesWrong(on, OPERATORS, () => bot.kill());
      await on.startBot();
      await tellsThatItReverted(on, OPERATORS);
    });
  });

/** Ends with its test, also where that is given up. */
async function sceneOf({ onTestFinished }: TestContext): Promise<Scene> {
  const on = await openScene();
  onTestFinished(on.end, 60_000);
  return on;
}

/** A second person confirms; something happens once the kernel has the route; then the host is left to itself. */
async function goesWrong({ network, host, workspace }: Scene, prefix: string, act: () => unknown): Promise<void> {
  await shows(workspace, 'pending', 90_000);
  const routes = await watchRoutes(network, 'host');
  const done = new Promise<void>((resolve) => routes.once(prefix, resolve)).then(act);
  await click(workspace, 'netops', CHANNEL, 'Confirm');
  await done.finally(routes.close);
  expect(routesOf(network, 'host')).toEqual([`${prefix} ${router}`, ...BEFORE]);
  expect(leftOn(host)).not.toEqual([]);
  await until(() => routesOf(network, 'host').length === BEFORE.length, LOOK);
}

/** Waits for the card of the bot that is there by then; the host is as if nothing had been. */
async function tellsThatItReverted({ network, host, workspace }: Scene, prefix: string): Promise<void> {
  const { ts } = await shows(workspace, 'rolled-back', 180_000);
  await tells(workspace, ts, /reverted the change by itself/);
  expect(routesOf(network, 'host')).toEqual(BEFORE);
  expect(saved(host)).not.toContain(prefix);
  await until(() => leftOn(host).length === 0, LOOK);
}
