import type { GroupedHost, People, Person } from './admission.ts';

/** Of a policy the part that says which changes are allowed on the hosts of some groups, and who confirms them. */
export interface ApprovePolicy {
  readonly groups: readonly string[];
  readonly changes: readonly ('route' | 'gateway' | 'ntp')[];
  readonly approve: {
    readonly users: readonly string[];
    readonly usergroups: readonly string[];
    readonly count: number;
    readonly reason: 'required' | 'optional';
    readonly totp: boolean;
  };
  /** Seconds. */
  readonly expires: number;
  /** Seconds. */
  readonly timer: number;
}

/** What a change of one kind on one host needs; where several policies cover the host, the strictest of each. */
export interface Demands {
  readonly quorum: number;
  readonly reason: boolean;
  readonly totp: boolean;
  /** Seconds. */
  readonly expires: number;
  /** Seconds. */
  readonly timer: number;
  /** Those who may confirm, by each covering policy: one has to be meant by all of them. */
  readonly people: readonly { readonly users: readonly string[]; readonly usergroups: readonly string[] }[];
}

export type Changeable =
  | { readonly kind: 'changeable'; readonly demands: Demands }
  /** No policy covers the host, or one that does leaves this kind of change out. */
  | { readonly kind: 'never'; readonly why: 'no-policy' | 'kind-not-allowed' };

/** Whether a host may be changed so at all, and what it takes. A host without a policy is never changed. */
export function changeable(
  policies: readonly ApprovePolicy[],
  host: Pick<GroupedHost, 'groups'>,
  change: ApprovePolicy['changes'][number],
): Changeable {
  const covering = coveringOf(policies, host);
  if (covering.length === 0) return { kind: 'never', why: 'no-policy' };
  if (!covering.every(({ changes }) => changes.includes(change))) return { kind: 'never', why: 'kind-not-allowed' };
  const all = covering.map(({ approve }) => approve);
  const demands = {
    quorum: Math.max(1, ...all.map(({ count }) => (Number.isSafeInteger(count) ? count : 1))),
    reason: all.some(({ reason }) => reason === 'required'),
    totp: all.some(({ totp }) => totp),
    expires: Math.min(...covering.map(({ expires }) => expires)),
    timer: Math.max(...covering.map(({ timer }) => timer)),
    people: all.map(({ users, usergroups }) => ({ users, usergroups })),
  };
  return { kind: 'changeable', demands };
}

/**
 * Whether a person may confirm or reject. Never a bot or whoever was deactivated; guests and other workspaces by id alone; somebody of whom Slack tells nothing is not known.
 * Membership that Slack did not tell is not membership.
 */
export function mayApprove({ id, standing, usergroups }: Person, { people }: Demands): 'yes' | 'no' | 'unknown' {
  if (standing === 'bot' || standing === 'deactivated' || people.length === 0) return 'no';
  const answers = people.map((meant) => {
    if (standing === 'unknown') return 'unknown';
    if (meant.users.includes(id)) return 'yes';
    if (standing !== 'member' || meant.usergroups.length === 0) return 'no';
    if (usergroups === 'unknown') return 'unknown';
    return meant.usergroups.some((group) => usergroups.has(group)) ? 'yes' : 'no';
  });
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

/** The user groups that somebody may have to be in to decide on changes of these hosts; whoever a policy lists by id needs none of its groups. */
export function usergroupsToApprove(
  user: string,
  policies: readonly ApprovePolicy[],
  hosts: readonly Pick<GroupedHost, 'groups'>[],
): string[] {
  const asked = hosts
    .flatMap((host) => coveringOf(policies, host))
    .filter(({ approve }) => !approve.users.includes(user));
  return [...new Set(asked.flatMap(({ approve }) => approve.usergroups))];
}

/**
 * Whom the policies name, without looking anybody up: user groups that each of them names, and people whom each lists or may mean by one
 * of its groups.
 */
export function namedToApprove({ people }: Pick<Demands, 'people'>): People {
  const [first, ...more] = people;
  if (first === undefined) return { users: [], usergroups: [] };
  const users = [...new Set(people.flatMap((meant) => meant.users))];
  return {
    users: users.filter((user) => people.every((each) => each.users.includes(user) || each.usergroups.length > 0)),
    usergroups: first.usergroups.filter((group) => more.every(({ usergroups }) => usergroups.includes(group))),
  };
}

const coveringOf = (policies: readonly ApprovePolicy[], host: Pick<GroupedHost, 'groups'>) =>
  policies.filter(({ groups }) => groups.some((group) => host.groups.includes(group)));
