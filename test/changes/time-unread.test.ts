import { expect, test } from 'vitest';
import { MemoryStore } from '../support/memory-store.ts';
import { askedFor, bot, confirmed, hostsOf, loginTo, NAME, stateOf, until } from './support.ts';
import { SET, settingsOf, timePlanOf, timePolicy, unset, WATCHING } from './time-support.ts';

const FORTY_YEARS = 40 * 365 * 86_400_000;

test('a row of ntpq that cannot be read takes no change back: the daemon itself says that it runs', async () => {
  const host = await unset('6.7.0', { offsetMs: -FORTY_YEARS });
  const hosts = hostsOf({ [NAME]: loginTo(host) });
  const one = bot(new MemoryStore(), hosts, { policies: [timePolicy()], patience: WATCHING });
  try {
    const { approval } = await askedFor(one, await timePlanOf(hosts));
    one.changes.start();
    await confirmed(one, { ...(await one.changes.get(approval.id))! });
    await until(async () => {
      const { approval: now } = (await one.changes.get(approval.id))!;
      return now.progress === 'watching' || now.ended !== null;
    });
    const { approval: now } = (await one.changes.get(approval.id))!;
    expect(now.ended?.why ?? null).toBeNull();
    expect(await stateOf(one, approval.id)).toBe('applying');
    expect(settingsOf(host)).toEqual(SET);
  } finally {
    await one.changes.stop();
    await host.close();
  }
}, 60_000);
