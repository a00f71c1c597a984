import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigFile } from '../../src/config.ts';
import type { AskPolicy, Person } from '../../src/core/policy/admission.ts';
import { allowedHere, mayAsk } from '../../src/core/policy/ask.ts';
import { refusalWords } from '../../src/core/policy/words.ts';

const policy = (groups: string[], ask: Partial<AskPolicy['ask']>): AskPolicy => ({
  groups,
  ask: { channels: [], users: [], usergroups: [], ...ask },
});
const person = (id: string, ...usergroups: string[]): Person => ({
  id,
  standing: 'member',
  usergroups: new Set(usergroups),
});
const unsure = (id: string): Person => ({ id, standing: 'member', usergroups: 'unknown' });
const guest = (id: string, ...usergroups: string[]): Person => ({ ...person(id, ...usergroups), standing: 'guest' });

const prod = { name: 'esx-07', groups: ['prod'] };
const lab = { name: 'esx-lab', groups: ['lab'] };
const loose = { name: 'esx-99', groups: [] };
const ops = { channel: 'COPS' };
const general = { channel: 'CGENERAL' };

/** Every condition of one policy, and one that has none of people. */
const POLICIES = [
  policy(['prod'], { channels: ['COPS'], users: ['U1'], usergroups: ['S1'] }),
  policy(['lab'], { channels: ['CLAB'] }),
];

const ask = (who: Person, where: { channel: string }, ...hosts: { name: string; groups: string[] }[]) => {
  const admission = mayAsk(who, where, POLICIES, { kind: 'hosts', hosts });
  return admission.kind === 'admitted' ? 'admitted' : admission.refusal;
};

describe('about hosts', () => {
  test.each([
    ['a user that is listed', person('U1'), ops, prod],
    ['a member of a user group that is listed', person('U9', 'S1'), ops, prod],
    ['a user that is listed, where Slack tells no membership', unsure('U1'), ops, prod],
    ['everybody, where a policy lists nobody', person('U9'), { channel: 'CLAB' }, lab],
    ['about a host without a policy: whoever any policy admits here', person('U1'), ops, loose],
    ['a guest that is listed by id', guest('U1'), ops, prod],
    ['somebody that is listed by id, of whom Slack tells no more', { ...person('U1'), standing: 'unknown' }, ops, prod],
  ])('admitted: %s', (_, who, where, host) => expect(ask(who as Person, where, host)).toBe('admitted'));

  test.each([
    [
      'the right person in another channel',
      person('U1'),
      general,
      prod,
      { code: 'other-channel', host: 'esx-07', channels: ['COPS'] },
    ],
    [
      'somebody else in the right channel',
      person('U9', 'S9'),
      ops,
      prod,
      { code: 'other-people', host: 'esx-07', users: ['U1'], usergroups: ['S1'] },
    ],
    [
      'neither',
      person('U9'),
      general,
      prod,
      { code: 'other-people-and-channel', host: 'esx-07', channels: ['COPS'], users: ['U1'], usergroups: ['S1'] },
    ],
    [
      'membership that Slack did not tell',
      unsure('U9'),
      ops,
      prod,
      { code: 'membership-unknown', host: 'esx-07', usergroups: ['S1'] },
    ],
    [
      'one of a group of whom Slack tells no more, who may be a guest',
      { ...person('U9', 'S1'), standing: 'unknown' } as const,
      ops,
      prod,
      { code: 'standing-unknown', host: 'esx-07' },
    ],
    [
      'anybody of whom Slack tells no more, where a policy lists nobody',
      { ...person('U9'), standing: 'unknown' } as const,
      { channel: 'CLAB' },
      lab,
      { code: 'standing-unknown', host: 'esx-lab' },
    ],
    ['a guest', guest('U9', 'S1'), ops, prod, { code: 'outsider', standing: 'guest' }],
    [
      'a guest that another policy lists',
      guest('U1'),
      { channel: 'CLAB' },
      lab,
      { code: 'other-people', host: 'esx-lab', users: [], usergroups: [] },
    ],
    [
      'somebody of another workspace',
      { ...person('U9'), standing: 'outside' } as const,
      ops,
      prod,
      { code: 'outsider', standing: 'outside' },
    ],
    ['a bot', { ...person('U9'), standing: 'bot' } as const, ops, prod, { code: 'outsider', standing: 'bot' }],
    [
      'somebody deactivated',
      { ...person('U9', 'S1'), standing: 'deactivated' } as const,
      ops,
      prod,
      { code: 'outsider', standing: 'deactivated' },
    ],
    [
      'about a host without a policy: whom no policy admits here',
      person('U9'),
      ops,
      loose,
      { code: 'other-channel', host: 'esx-99', channels: ['CLAB'] },
    ],
  ])('refused: %s', (_, who, where, host, refusal) => expect(ask(who, where, host)).toEqual(refusal));

  test('of several hosts each must be admitted, and the first that is not is told', () => {
    expect(ask(person('U1'), ops, prod, lab)).toEqual({ code: 'other-channel', host: 'esx-lab', channels: ['CLAB'] });
  });

  test('any of several policies of one host admits', () => {
    const both = [policy(['prod'], { users: ['U1'] }), policy(['night'], { users: ['U2'] })];
    const host = { name: 'esx-07', groups: ['prod', 'night'] };
    expect(mayAsk(person('U2'), general, both, { kind: 'hosts', hosts: [host] }).kind).toBe('admitted');
  });

  test('without any policy nobody may', () => {
    const admission = mayAsk(person('U1'), ops, [], { kind: 'hosts', hosts: [prod] });
    expect(admission).toMatchObject({ refusal: { code: 'no-policy', host: 'esx-07', groups: ['prod'] } });
  });
});

describe('about a paste', () => {
  const paste = (who: Person, policies: readonly AskPolicy[]) => mayAsk(who, general, policies, { kind: 'paste' }).kind;

  test('every full member may anywhere, with and without policies', () => {
    expect([paste(person('U9'), POLICIES), paste(person('U9'), []), paste(unsure('U9'), [])]).toEqual(
      Array(3).fill('admitted'),
    );
  });

  test('others only where a policy lists them by id', () => {
    expect([paste(guest('U9', 'S1'), POLICIES), paste(guest('U9'), []), paste(guest('U1'), POLICIES)]).toEqual([
      'refused',
      'refused',
      'admitted',
    ]);
  });
});

test('what is allowed here', () => {
  const verbs = ['why', 'check', 'fix', 'changes', 'audit', 'hosts', 'help'];
  const here = (who: Person, where: { channel: string }) =>
    allowedHere(who, where, POLICIES, [prod, lab, loose], verbs);
  expect(here(person('U1'), ops)).toEqual({ pastes: true, hosts: [prod, loose], verbs });
  expect(here(person('U9'), general)).toEqual({ pastes: true, hosts: [], verbs: ['why', 'check', 'fix', 'help'] });
  expect(here(guest('U9'), ops)).toEqual({ pastes: false, hosts: [], verbs: [] });
});

describe('of any policies and people', () => {
  const ids = (letter: string) =>
    fc.uniqueArray(fc.constantFrom(...['1', '2', '3'].map((n) => letter + n)), { maxLength: 2 });
  const anyPolicy = fc.record({
    groups: fc.uniqueArray(fc.constantFrom('prod', 'lab'), { minLength: 1 }),
    ask: fc.record({ channels: ids('C'), users: ids('U'), usergroups: ids('S') }),
  });
  const anyPerson = fc.record({
    id: fc.constantFrom('U1', 'U2', 'U9'),
    standing: fc.constantFrom(
      'member' as const,
      'guest' as const,
      'bot' as const,
      'deactivated' as const,
      'outside' as const,
      'unknown' as const,
    ),
    usergroups: ids('S').map((groups) => new Set(groups)),
  });
  const asked = fc.record({
    policies: fc.array(anyPolicy, { maxLength: 3 }),
    who: anyPerson,
    where: fc.record({ channel: fc.constantFrom('C1', 'C2', 'D9') }),
    host: fc.constantFrom(prod, lab, loose),
  });
  const admits = (
    who: Person,
    where: { channel: string },
    policies: readonly AskPolicy[],
    host: typeof prod | typeof loose,
  ) => mayAsk(who, where, policies, { kind: 'hosts', hosts: [host] }).kind === 'admitted';

  test('whoever is admitted meets channel and people of one policy that concerns the host', () => {
    fc.assert(
      fc.property(asked, ({ policies, who, where, host }) => {
        if (!admits(who, where, policies, host)) return;
        const covering = policies.filter(({ groups }) =>
          groups.some((group) => (host.groups as string[]).includes(group)),
        );
        const met = (covering.length > 0 ? covering : policies).filter(({ ask: { channels, users, usergroups } }) => {
          const isListed = users.includes(who.id);
          const isMeant =
            users.length + usergroups.length === 0 || usergroups.some((group) => who.usergroups.has(group));
          const isHere = channels.length === 0 || channels.includes(where.channel);
          return isHere && (isListed || (who.standing === 'member' && isMeant));
        });
        expect(met).not.toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('membership that is not known admits nobody whom membership of no group would not', () => {
    fc.assert(
      fc.property(asked, ({ policies, who, where, host }) => {
        const without = admits({ ...who, usergroups: new Set() }, where, policies, host);
        expect(admits({ ...who, usergroups: 'unknown' }, where, policies, host)).toBe(without);
      }),
      { numRuns: 2000 },
    );
  });

  test('a further user group takes nothing away', () => {
    fc.assert(
      fc.property(asked, ({ policies, who, where, host }) => {
        const more = { ...who, usergroups: new Set([...who.usergroups, 'S1', 'S2', 'S3']) };
        if (admits(who, where, policies, host)) expect(admits(more, where, policies, host)).toBe(true);
      }),
    );
  });

  test('every refusal has words that name what it is about, and no lists without a word in them', () => {
    const names = {
      channel: (id: string) => `#${id}`,
      user: (id: string) => `@${id}`,
      usergroup: (id: string) => `@${id}`,
    };
    fc.assert(
      fc.property(asked, ({ policies, who, where, host }) => {
        const admission = mayAsk(who, where, policies, { kind: 'hosts', hosts: [host] });
        if (admission.kind === 'admitted') return;
        const { message, next } = refusalWords(admission.refusal, names);
        expect(`${message} ${next}`).toMatch(/^[A-Z][^!]+\.$/);
        expect(`${message} ${next}`).not.toMatch(/ {2}|Only (may|,)| in [,.]|undefined/);
        if ('host' in admission.refusal) expect(message).toContain(`\`${host.name}\``);
      }),
    );
  });
});

test('the policies of a configuration are such policies', () => {
  const { policies } = ConfigFile.parse({
    policies: [{ groups: ['prod'], changes: ['route'], ask: { channels: ['COPS'] }, approve: { users: ['U2'] } }],
  });
  expect(mayAsk(person('U9'), ops, policies, { kind: 'hosts', hosts: [prod] }).kind).toBe('admitted');
});

test('the policy that a refusal proposes is one that the configuration takes', () => {
  const names = { channel: String, user: String, usergroup: String };
  const { next } = refusalWords({ code: 'no-policy', host: 'esx-07', groups: ['night'] }, names);
  const [, yaml] = /`policies: (\[.*\])`/.exec(next) ?? [];
  const json = yaml!.replace(/([A-Za-z]\w*)/g, '"$1"');
  expect(ConfigFile.parse({ policies: JSON.parse(json) }).policies[0]!.groups).toEqual(['night']);
});
