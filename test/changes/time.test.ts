import { expect, test } from 'vitest';
import { MemoryStore } from '../support/memory-store.ts';
import { askedFor, bot, confirmed, ended, hostsOf, loginTo, NAME, stateOf, until } from './support.ts';
import { SERVER, SET, settingsOf, timePlanOf, timePolicy, UNSET, unset, WATCHING } from './time-support.ts';

const VERSIONS = ['5.0.0', '5.1.0', '5.5.0', '6.0.0', '6.7.0', '7.0.3', '8.0.2', '9.0.0'];

test.each(VERSIONS)(
  'on %s: applied, watched, and closed once the host follows a server',
  async (version) => {
    const host = await unset(version);
    const hosts = hostsOf({ [NAME]: loginTo(host) });
    const one = bot(new MemoryStore(), hosts, { policies: [timePolicy()], patience: WATCHING });
    try {
      expect(settingsOf(host)).toEqual(UNSET);
      const plan = await timePlanOf(hosts);
      expect([plan.refusals, plan.notApplicable]).toEqual([[], []]);
      const { approval } = await askedFor(one, plan);
      one.changes.start();
      await confirmed(one, { ...(await one.changes.get(approval.id))! });
      await until(async () => (await one.changes.get(approval.id))!.approval.progress === 'watching');
      const watched = (await one.changes.get(approval.id))!;
      expect(await stateOf(one, approval.id)).toBe('applying');
      expect(watched.watch).toMatchObject({ followed: null });
      const end = await ended(one, approval.id);
      expect(end.approval).toMatchObject({ state: 'verified' });
      expect(end.watch).toMatchObject({ followed: true, server: SERVER, offsetMs: expect.any(Number) });
      expect(end.approval.ended?.why).toMatch(/follows 10\.44\.20\.5.*reach grew from \d+ to \d+/);
      expect(settingsOf(host)).toEqual(SET);
      expect(host.files().filter((file) => file !== '/etc/ntp.conf.vmkbot')).toEqual(['/tmp']);
      expect(one.faults).toEqual([]);
    } finally {
      await one.changes.stop();
      await host.close();
    }
  },
  60_000,
);
