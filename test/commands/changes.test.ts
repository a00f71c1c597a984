import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changes as verb } from '../../commands/changes.ts';
import { SCHEMAS } from '../../src/core/schemas/index.ts';
import { keepName } from '../../src/record/names.ts';
import { readRecord } from '../../src/record/read.ts';
import { askedFor, CUTS_OFF, confirmed, ended, person, ROUTE } from '../changes/support.ts';
import { asks, asksJson, type Kept, kept } from '../record/support.ts';
import { redisMissing } from '../support/redis-server.ts';

const STORES = ['embedded', 'redis'] as const;

describe.each(STORES)('%s', (which) => {
  const name = which === 'redis' && redisMissing !== null ? `(skipped: ${redisMissing})` : '';
  describe.skipIf(name !== '')(`a terminal ${name}`, () => {
    let at: Kept;
    let ids: { verified: string; rejected: string; pending: string };

    beforeAll(async () => {
      at = await kept(which);
      const rejected = await askedFor(at.bot, await at.plan('add 10.44.41.0/24 via 10.44.20.1'));
      await at.changes.reject(rejected.approval.id, { by: person('U1'), reason: 'not tonight' });
      const verified = await askedFor(at.bot, await at.plan(ROUTE));
      await confirmed(at.bot, verified);
      await ended(at.bot, verified.approval.id);
      const pending = await askedFor(at.bot, await at.plan('add 10.44.42.0/24 via 10.44.20.1'));
      ids = {
        verified: verified.approval.id,
        rejected: rejected.approval.id,
        pending: pending.approval.id,
      };
    }, 60_000);
    afterAll(() => at.close());

    test('lists what is open, and what ended lately, newest first', async () => {
      const listed = await asksJson(at.place, 'changes');
      expect(SCHEMAS.changes!.parse(listed)).toEqual(listed);
      expect(listed.open).toMatchObject([{ id: ids.pending, state: 'pending', asker: 'U0', confirmed: 0, quorum: 1 }]);
      expect(listed.open[0].what).toContain('10.44.42.0/24 via 10.44.20.1');
      expect(listed.ended.map(({ id, state }: never) => [id, state])).toEqual([
        [ids.verified, 'verified'],
        [ids.rejected, 'rejected'],
      ]);
      const { out, exit } = await asks(at.place, 'changes');
      expect(exit).toBe(0);
      expect(out).toMatch(/^1 change open: 1 pending\.\n/);
      expect(out).toContain('confirmed in Slack alone');
    });

    test('of one host, however it is spelt; of another one nothing', async () => {
      expect((await asksJson(at.place, 'changes', 'PROVIDER')).ended).toHaveLength(2);
      expect((await asks(at.place, 'changes', 'esx-99')).out).toMatch(/^No change of esx-99 is on record\./);
    });

    test('everything about one: plan, votes, journal, end', async () => {
      const view = await asksJson(at.place, 'changes', ids.verified);
      expect(SCHEMAS['change-view']!.parse(view)).toEqual(view);
      expect(view).toMatchObject({ id: ids.verified, state: 'verified', votes: [{ by: 'U1' }], saved: true });
      expect(view.plan.commands[0].join(' ')).toContain('10.44.40.0/24');
      expect(view.plan.digest).toBe(view.digest);
      expect(view.journal.map(({ what }: { what: string }) => what)).toEqual(
        expect.arrayContaining(['asked', 'confirmed', 'claimed', 'arm', 'applied', 'confirm', 'verify', 'ended']),
      );
      const { out } = await asks(at.place, 'changes', ids.verified.toUpperCase());
      expect(out).toContain('10.44.40.0/24');
      expect(out).toContain('U1');
      const rejected = (await asks(at.place, 'changes', ids.rejected)).out;
      expect(rejected).toContain('not tonight');
    });

    test('what is over is followed to its end at once', async () => {
      const good = await asks(at.place, 'changes', 'follow', ids.verified);
      expect(good.exit).toBe(0);
      expect(good.out).toMatch(/Asked by U0[\s\S]*Confirmed by U1[\s\S]*the change is verified/);
      const bad = await asks(at.place, 'changes', 'follow', ids.rejected);
      expect(bad.exit).toBe(4);
      expect(bad.out).toContain('Nothing was run.');
    });

    test('what is followed is told as it happens, and ends with its exit status', async () => {
      const change = await askedFor(at.bot, await at.plan(CUTS_OFF, 'blind'));
      const following = asks(at.place, 'changes', 'follow', change.approval.id, '--json');
      await confirmed(at.bot, change);
      const { exit, out } = await following;
      const lines = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(exit).toBe(5);
      expect(lines[0]).toMatchObject({ what: 'asked' });
      expect(lines.at(-1)).toMatchObject({ schema: 'vmkbot/change-view/1', state: 'rolled-back' });
      expect(lines.slice(0, -1)).toEqual(lines.at(-1).journal.slice(0, lines.length - 1));
    }, 60_000);

    test.each([
      [['changes', 'c-zzzzzz'], 1, 'There is no change c-zzzzzz.'],
      [['changes', 'confirm', 'c-zzzzzz'], 2, 'in Slack alone'],
      [['changes', 'follow'], 2, 'changes follow ID'],
      [['changes', 'follow', 'c-zzzzzz'], 1, 'There is no change c-zzzzzz.'],
    ])('%j is refused', async (words, exit, said) => {
      const answered = await asks(at.place, ...words);
      expect(answered.exit).toBe(exit);
      expect(answered.err).toContain(said);
    });
  });
});

describe('of hosts that somebody may not see', () => {
  let at: Kept;
  let id: string;
  beforeAll(async () => {
    at = await kept('embedded');
    id = (await askedFor(at.bot, await at.plan(ROUTE))).approval.id;
  }, 60_000);
  afterAll(() => at.close());

  const ask = (hosts: string[], words: string[], inventory = hosts) => {
    const record = readRecord(at.store, { hosts, name: async (person) => `name of ${person}` });
    const asked = { verb: 'changes', words, from: [], json: false, help: false, inventory };
    return verb.run(asked, { captures: async () => [], changes: record });
  };

  test('nothing is listed, counted or told apart from what there is not', async () => {
    expect((await ask(['other'], [])).json).toMatchObject({ open: [], more: 0, ended: [] });
    await expect(ask(['other'], [id])).rejects.toMatchObject({ message: `There is no change ${id}.` });
    await expect(ask(['other'], ['provider'])).rejects.toMatchObject({ code: 'no-host' });
    expect((await ask(['provider'], [])).json).toMatchObject({ open: [{ id }] });
    expect((await ask(['provider', 'other'], [id])).json).toMatchObject({ id });
  });

  test('people have the names of where it is read', async () => {
    const record = readRecord(at.store, { hosts: 'all', name: async (person) => `name of ${person}` });
    expect((await record.one(id))!.names).toEqual({});
    await at.changes.cancel(id, person('U0'));
    const other = await askedFor(at.bot, await at.plan(ROUTE), 'U0ABC');
    expect((await record.one(other.approval.id))!.names).toEqual({ U0ABC: 'name of U0ABC' });
    const elsewhere = readRecord(at.store, { hosts: 'all' });
    expect((await elsewhere.one(other.approval.id))!.names).toEqual({ U0ABC: 'U0ABC' });
    await keepName(at.store, { id: 'U0ABC', name: 'oncall' });
    expect((await elsewhere.one(other.approval.id))!.names).toEqual({ U0ABC: 'oncall' });
  });

  test('what needs hands stands first, with what to type', async () => {
    const change = (await at.changes.get(id))!;
    const hands = ['esxcli network ip route ipv4 remove --network=10.44.40.0/24 --gateway=10.44.20.1'];
    const approval = { ...change.approval, state: 'needs-hands', id: 'c-hhhhhh', askedAt: Date.now() };
    const next = { ...change, approval, hands } as typeof change;
    const { changeSteps } = await import('../../src/changes/change.ts');
    await at.store.commit(changeSteps(next, null));
    const { reply, json } = await ask(['provider'], []);
    expect(json).toMatchObject({ open: [{ id: 'c-hhhhhh', state: 'needs-hands' }, {}] });
    expect(reply().headline.text).toContain('provider needs hands: `changes c-hhhhhh`');
    expect(JSON.stringify((await ask(['provider'], ['c-hhhhhh'])).reply())).toContain(hands[0]);
  });
});
