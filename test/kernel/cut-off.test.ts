/** The way to the host dies at the moment of the change: it reverts by itself, and the bot tells so once it is back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { click } from '../e2e/changes-said.ts';
import { ask, CHANNEL, CURE, shows, tells } from './chat.ts';
import { leftOn, saved } from './left.ts';
import { missing, named } from './missing.ts';
import { CLIENTS, set } from './network/index.ts';
import { routesOf } from './network/seen.ts';
import { watchRoutes } from './network/watch.ts';
import { AFTER, BEFORE } from './routes.ts';
import { openScene, type Scene } from './scene.ts';

describe.skipIf(missing !== null)(named('a host that is cut off, on a real kernel'), { retry: 0 }, () => {
  let on: Scene;
  beforeAll(async () => {
    on = await openScene();
    await on.startBot();
  }, 120_000);
  afterAll(() => on?.end());

  test('the provider stops to forward once the kernel has the route: the host reverts within its timer', async () => {
    const { workspace, host } = on;
    await ask(workspace, CURE);
    const { ts } = await shows(workspace, 'pending');
    const routes = await watchRoutes('host');
    const dead = new Promise<void>((resolve) => {
      routes.once(CLIENTS, () => resolve(set('provider', 'ip_forward', 0)));
    });
    await click(workspace, 'netops', CHANNEL, 'Confirm');
    await dead;
    expect(routesOf('host')).toEqual(AFTER);
    await expect.poll(() => routesOf('host'), { interval: 500, timeout: 120_000 }).toEqual(BEFORE);
    set('provider', 'ip_forward', 1);
    expect((await shows(workspace, 'rolled-back', 180_000)).ts).toBe(ts);
    await tells(workspace, ts, /reverted the change by itself/);
    expect(saved(host)).not.toContain(CLIENTS);
    await expect.poll(() => leftOn(host), { timeout: 60_000 }).toEqual([]);
    routes.close();
  }, 400_000);
});
