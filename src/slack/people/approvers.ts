import type { ConfigFile } from '../../config.ts';
import type { Person } from '../../core/policy/admission.ts';
import {
  type ApprovePolicy,
  changeable,
  type Demands,
  namedToApprove,
  usergroupsToApprove,
} from '../../core/policy/approve.ts';
import { NAMES } from './mentions.ts';
import type { FindPerson } from './person.ts';
import type { FindUsergroups } from './usergroups.ts';

/** Those who decide on changes, as Slack knows them. */
export interface Approvers {
  /**
   * As policies judge, with those user groups looked up that matter for these hosts: `unknown` where Slack says nothing of them. Rejects
   * with a `Problem` where Slack does not say who it is. `team` is theirs as the payload tells it.
   */
  person(user: string, team: string | undefined, hosts: readonly string[]): Promise<Person & { readonly name: string }>;
  /** Whom the policies let confirm a change of this kind on all of these hosts, as mentions, without those in `except`; '' where nobody is named. Asks nobody. */
  operators(hosts: readonly string[], kind: ApprovePolicy['changes'][number], except: readonly string[]): string;
}

type Policies = Pick<ConfigFile, 'hosts' | 'policies'>;

/** The policies of a configuration, for people as these look-ups know them. */
export function createApprovers(
  { hosts: all, policies }: Policies,
  find: { readonly person: FindPerson; readonly usergroups: FindUsergroups },
): Approvers {
  const grouped = (hosts: readonly string[]) => hosts.map((host) => ({ groups: groupsOf(all, host) }));
  return {
    async person(user, team, hosts) {
      const profile = await find.person(user, team);
      const groups = usergroupsToApprove(user, policies, grouped(hosts));
      // Groups mean full members alone, so nobody else is looked for in them.
      if (groups.length === 0 || profile.standing !== 'member') return { ...profile, usergroups: new Set() };
      return { ...profile, usergroups: await find.usergroups(user, groups) };
    },
    operators(hosts, kind, except) {
      const found = grouped(hosts).map((host) => changeable(policies, host, kind));
      const demands = found.flatMap((each) => (each.kind === 'changeable' ? [each.demands] : []));
      return demands.length < found.length ? '' : mentionsOf(demands, except);
    },
  };
}

/** A card is read on a phone. */
const MOST = 5;

function mentionsOf(demands: readonly Demands[], except: readonly string[]): string {
  const { users, usergroups } = namedToApprove({ people: demands.flatMap(({ people }) => people) });
  const others = users.filter((user) => !except.includes(user));
  const all = [...usergroups.map(NAMES.usergroup), ...others.map(NAMES.user)];
  const more = all.length > MOST ? ` and ${all.length - MOST} more` : '';
  return `${all.slice(0, MOST).join(', ')}${more}`;
}

const groupsOf = (hosts: Policies['hosts'], host: string) => (Object.hasOwn(hosts, host) ? hosts[host]!.groups : []);
