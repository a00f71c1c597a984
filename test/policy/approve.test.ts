import { expect, test } from 'vitest';
import type { Person } from '../../src/core/policy/admission.ts';
import {
  type ApprovePolicy,
  changeable,
  mayApprove,
  namedToApprove,
  usergroupsToApprove,
} from '../../src/core/policy/approve.ts';

const policy = (more: Partial<ApprovePolicy> = {}, approve: Partial<ApprovePolicy['approve']> = {}): ApprovePolicy => ({
  ...{ groups: ['prod'], changes: ['route'], expires: 1800, timer: 180 },
  approve: { users: ['U2'], usergroups: ['S2'], count: 1, reason: 'optional', totp: false, ...approve },
  ...more,
});

const person = (more: Partial<Person> = {}): Person => ({
  id: 'U9',
  standing: 'member',
  usergroups: new Set(),
  ...more,
});
const HOST = { groups: ['prod'] };

function demands(...policies: readonly ApprovePolicy[]) {
  const found = changeable(policies, HOST, 'route');
  if (found.kind === 'never') throw new Error(found.why);
  return found.demands;
}

test('a host without a policy is never changed, nor by a kind that is not listed', () => {
  expect(changeable([], HOST, 'route')).toEqual({ kind: 'never', why: 'no-policy' });
  expect(changeable([policy({ groups: ['lab'] })], HOST, 'route')).toEqual({ kind: 'never', why: 'no-policy' });
  expect(changeable([policy()], HOST, 'gateway')).toEqual({ kind: 'never', why: 'kind-not-allowed' });
  expect(changeable([policy(), policy({ changes: ['ntp'] })], HOST, 'route')).toEqual({
    kind: 'never',
    why: 'kind-not-allowed',
  });
});

test('a second person always, whatever the count says', () => {
  for (const count of [0, -3, Number.NaN]) expect(demands(policy({}, { count })).quorum).toBe(1);
});

test('of several policies the strictest of each counts, and all must mean a person', () => {
  const both = demands(
    policy({ expires: 600 }, { count: 2 }),
    policy({ timer: 300 }, { users: ['U3'], usergroups: ['S2'], reason: 'required', totp: true }),
  );
  expect(both).toMatchObject({ quorum: 2, reason: true, totp: true, expires: 600, timer: 300 });
  expect(mayApprove(person({ id: 'U2' }), both)).toBe('no');
  expect(mayApprove(person({ id: 'U2', usergroups: new Set(['S2']) }), both)).toBe('yes');
});

test.each<[string, Partial<Person>, string]>([
  ['listed', { id: 'U2' }, 'yes'],
  ['of a listed group', { usergroups: new Set(['S2']) }, 'yes'],
  ['of another group', { usergroups: new Set(['S1']) }, 'no'],
  ['whose groups Slack did not tell', { usergroups: 'unknown' }, 'unknown'],
  ['a guest of a listed group', { standing: 'guest', usergroups: new Set(['S2']) }, 'no'],
  ['a listed guest', { id: 'U2', standing: 'guest' }, 'yes'],
  ['listed, of whom Slack tells no more', { id: 'U2', standing: 'unknown' }, 'unknown'],
  ['a listed bot', { id: 'U2', standing: 'bot' }, 'no'],
  ['listed, and deactivated since', { id: 'U2', standing: 'deactivated' }, 'no'],
])('%s', (_, more, may) => {
  expect(mayApprove(person(more), demands(policy()))).toBe(may);
});

test('groups are looked up where a covering policy does not list the person by id', () => {
  const groups = (id: string, hosts = [HOST]) =>
    usergroupsToApprove(id, [policy(), policy({ groups: ['lab'] }, { usergroups: ['S3'] })], hosts);
  expect(groups('U9')).toEqual(['S2']);
  expect(groups('U2')).toEqual([]);
  expect(groups('U9', [HOST, { groups: ['lab'] }])).toEqual(['S2', 'S3']);
  expect(groups('U9', [{ groups: [] }])).toEqual([]);
});

test('named are those whom every policy may mean', () => {
  expect(namedToApprove(demands(policy()))).toEqual({ users: ['U2'], usergroups: ['S2'] });
  const other = policy({}, { users: ['U2', 'U3'], usergroups: [] });
  expect(namedToApprove(demands(policy(), other))).toEqual({ users: ['U2', 'U3'], usergroups: [] });
  expect(namedToApprove(demands(policy({}, { usergroups: [] }), other))).toEqual({ users: ['U2'], usergroups: [] });
});
