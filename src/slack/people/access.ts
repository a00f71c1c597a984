import type { ConfigFile } from '../../config.ts';
import type { Person, Subject } from '../../core/policy/admission.ts';
import { allowedHere, mayAsk } from '../../core/policy/ask.ts';
import { refusalWords } from '../../core/policy/words.ts';
import { Problem } from '../../problem.ts';
import type { Place } from '../message.ts';
import { NAMES } from './mentions.ts';
import type { FindPerson, Profile } from './person.ts';
import type { FindUsergroups } from './usergroups.ts';

/** Somebody who asks, with all that a policy may ask of them. */
export type Asker = Person & Pick<Profile, 'name'>;

/** What somebody may ask in a place. */
export interface Allowed {
  readonly pastes: boolean;
  readonly hosts: readonly string[];
  readonly verbs: readonly string[];
}

/** The policies, for people as Slack knows them. */
export class Access {
  private readonly file: Pick<ConfigFile, 'hosts' | 'policies'>;
  private readonly find: { readonly person: FindPerson; readonly usergroups: FindUsergroups };

  constructor(file: Pick<ConfigFile, 'hosts' | 'policies'>, find: Access['find']) {
    this.file = file;
    this.find = find;
  }

  /** Rejects with a `Problem` where Slack does not say who it is. */
  async asker(user: string): Promise<Asker> {
    const [person, usergroups] = await Promise.all([this.find.person(user), this.find.usergroups(user)]);
    return { ...person, usergroups };
  }

  /** Throws a `Problem` with the reason where somebody may not ask this here. */
  admit(asker: Asker, { channel }: Place, hosts: readonly string[]): void {
    const admission = mayAsk(asker, { channel }, this.file.policies, this.about(hosts));
    if (admission.kind === 'admitted') return;
    throw new Problem({ code: 'refused', ...refusalWords(admission.refusal, NAMES), exit: 4 });
  }

  allowed(asker: Asker, { channel }: Place, verbs: readonly string[]): Allowed {
    const all = Object.entries(this.file.hosts).map(([name, { groups }]) => ({ name, groups }));
    const { hosts, ...rest } = allowedHere(asker, { channel }, this.file.policies, all, verbs);
    return { ...rest, hosts: hosts.map(({ name }) => name) };
  }

  /** What somebody may ask in one place or another, for the Home tab. */
  anywhere(asker: Asker, verbs: readonly string[]): Allowed {
    const places = [asker.id, ...this.file.policies.flatMap(({ ask }) => ask.channels)];
    const all = places.map((channel) => this.allowed(asker, { channel }, verbs));
    const here = (each: string) => all.some(({ hosts }) => hosts.includes(each));
    return { ...all[0]!, hosts: Object.keys(this.file.hosts).filter(here) };
  }

  private about(hosts: readonly string[]): Subject {
    if (hosts.length === 0) return { kind: 'paste' };
    return { kind: 'hosts', hosts: hosts.map((name) => ({ name, groups: this.file.hosts[name]?.groups ?? [] })) };
  }
}

/** The user groups that any policy asks about. */
export function usergroupsIn({ policies }: Pick<ConfigFile, 'policies'>): string[] {
  return [...new Set(policies.flatMap(({ ask }) => ask.usergroups))];
}
