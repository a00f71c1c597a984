import type { Admission, AskedIn, AskPolicy, GroupedHost, People, Person, Refusal, Subject } from './admission.ts';

const ADMITTED: Admission = { kind: 'admitted' };

/** Whether somebody may ask this here. Of several hosts the first that is refused is told. */
export function mayAsk(person: Person, place: AskedIn, policies: readonly AskPolicy[], about: Subject): Admission {
  const { standing } = person;
  if (standing !== 'member' && standing !== 'unknown' && !policies.some((policy) => isListed(person, policy))) {
    return refused({ code: 'outsider', standing });
  }
  const hosts = about.kind === 'paste' ? [] : about.hosts;
  for (const host of hosts) {
    const admission = mayRead(person, place, policies, host);
    if (admission.kind === 'refused') return admission;
  }
  return ADMITTED;
}

/** What somebody may ask here: for help, menus and the Home tab. `verbs` are all there are. */
export function allowedHere<H extends GroupedHost>(
  person: Person,
  place: AskedIn,
  policies: readonly AskPolicy[],
  hosts: readonly H[],
  verbs: readonly string[],
): { readonly pastes: boolean; readonly hosts: readonly H[]; readonly verbs: readonly string[] } {
  const may = (about: Subject) => mayAsk(person, place, policies, about).kind === 'admitted';
  const pastes = may({ kind: 'paste' });
  const readable = hosts.filter((host) => may({ kind: 'hosts', hosts: [host] }));
  return {
    pastes,
    hosts: readable,
    verbs: verbs.filter((verb) => (NEEDS_HOST.has(verb) ? readable.length > 0 : pastes)),
  };
}

/** Verbs that speak of the inventory and its changes alone; all others answer about a paste as well: what is pasted can be planned for. */
const NEEDS_HOST: ReadonlySet<string> = new Set(['hosts', 'changes', 'audit']);

/** The user groups that somebody may have to be in to ask about these hosts. */
export function usergroupsAbout(policies: readonly AskPolicy[], hosts: readonly GroupedHost[]): string[] {
  return once(hosts.flatMap((host) => covering(policies, host)).flatMap(({ ask }) => ask.usergroups));
}

function covering(policies: readonly AskPolicy[], { groups: ofHost }: GroupedHost): readonly AskPolicy[] {
  const found = policies.filter(({ groups }) => groups.some((group) => ofHost.includes(group)));
  return found.length > 0 ? found : policies;
}

/** Any policy of the host's groups admits; a host without one is read by whoever any policy admits. */
function mayRead(person: Person, place: AskedIn, policies: readonly AskPolicy[], host: GroupedHost): Admission {
  const all = covering(policies, host);
  if (all.length === 0) return refused({ code: 'no-policy', host: host.name, groups: host.groups });
  const looked = all.map((policy) => ({ ...policy.ask, here: isHere(place, policy), one: isOne(person, policy) }));
  const here = looked.filter(({ here }) => here);
  if (here.some(({ one }) => one === 'yes')) return ADMITTED;
  const unknown = here.filter(({ one }) => one === 'unknown');
  if (unknown.length > 0 && person.standing === 'unknown') {
    return refused({ code: 'standing-unknown', host: host.name });
  }
  if (unknown.length > 0) {
    return refused({ code: 'membership-unknown', host: host.name, usergroups: peopleOf(unknown).usergroups });
  }
  const elsewhere = looked.filter(({ one }) => one === 'yes');
  if (elsewhere.length > 0) return refused({ code: 'other-channel', host: host.name, channels: channelsOf(elsewhere) });
  if (here.length > 0) return refused({ code: 'other-people', host: host.name, ...peopleOf(here) });
  const channels = channelsOf(looked);
  return refused({ code: 'other-people-and-channel', host: host.name, channels, ...peopleOf(looked) });
}

function isHere({ channel }: AskedIn, { ask: { channels } }: AskPolicy): boolean {
  return channels.length === 0 || channels.includes(channel);
}

/** Whether a policy means this person. Somebody who is not known to be a full member is meant by id alone, never as everybody or as one of a group. */
function isOne(person: Person, policy: AskPolicy): 'yes' | 'no' | 'unknown' {
  const { users, usergroups } = policy.ask;
  if (isListed(person, policy)) return 'yes';
  const isAnybody = users.length + usergroups.length === 0;
  if (person.standing === 'unknown') return isAnybody || usergroups.length > 0 ? 'unknown' : 'no';
  if (person.standing !== 'member') return 'no';
  if (isAnybody) return 'yes';
  const { usergroups: memberOf } = person;
  if (memberOf === 'unknown') return usergroups.length > 0 ? 'unknown' : 'no';
  return usergroups.some((group) => memberOf.has(group)) ? 'yes' : 'no';
}

function isListed({ id }: Person, { ask: { users } }: AskPolicy): boolean {
  return users.includes(id);
}

/** Both empty where a policy means every full member. */
function peopleOf(policies: readonly People[]): People {
  if (policies.some(({ users, usergroups }) => users.length + usergroups.length === 0))
    return { users: [], usergroups: [] };
  return {
    users: once(policies.flatMap(({ users }) => users)),
    usergroups: once(policies.flatMap(({ usergroups }) => usergroups)),
  };
}

function channelsOf(policies: readonly { readonly channels: readonly string[] }[]): string[] {
  return once(policies.flatMap(({ channels }) => channels));
}

const once = (ids: readonly string[]): string[] => [...new Set(ids)];

function refused(refusal: Refusal): Admission {
  return { kind: 'refused', refusal };
}
