import type { ConfigFile } from '../../config.ts';
import type { GroupedHost, Person } from '../../core/policy/admission.ts';
import { allowedHere, mayAsk, usergroupsAbout } from '../../core/policy/ask.ts';
import { refusalWords } from '../../core/policy/words.ts';
import { Problem } from '../../problem.ts';
import type { Place } from '../message.ts';
import { NAMES } from './mentions.ts';
import type { FindPerson, Profile } from './person.ts';
import type { FindUsergroups } from './usergroups.ts';

/** Somebody who asks. The user groups they are in are looked up where a policy asks for them. */
export type Asker = Profile;

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

  /** Rejects with a `Problem` where Slack does not say who it is. `team` is theirs, as a payload tells it. */
  asker(user: string, team: string | undefined): Promise<Asker> {
    return this.find.person(user, team);
  }

  /** Rejects with a `Problem` with the reason where somebody may not ask this here. */
  async admit(asker: Asker, { channel }: Place, hosts: readonly string[]): Promise<void> {
    const about =
      hosts.length === 0 ? { kind: 'paste' as const } : { kind: 'hosts' as const, hosts: this.grouped(hosts) };
    const admission = await this.decided(asker, hosts, (person) => {
      const found = mayAsk(person, { channel }, this.file.policies, about);
      return { found, isFull: found.kind === 'admitted' };
    });
    if (admission.kind === 'admitted') return;
    throw new Problem({ code: 'refused', ...refusalWords(admission.refusal, NAMES), exit: 4 });
  }

  /** All that somebody may ask here, by whatever groups they are in. */
  allowed(asker: Asker, place: Place, verbs: readonly string[]): Promise<Allowed> {
    const names = Object.keys(this.file.hosts);
    return this.decided(asker, names, (person) => {
      const found = this.here(person, place, verbs);
      return { found, isFull: found.hosts.length === names.length };
    });
  }

  /** The hosts that somebody may read here whatever groups they are in: Slack is asked for nothing. */
  readable(asker: Asker, place: Place): readonly string[] {
    return this.here({ ...asker, usergroups: 'unknown' }, place, []).hosts;
  }

  /** Decides without the groups of somebody where that gives all there is, and otherwise with those that matter for these hosts. */
  private async decided<T>(
    asker: Asker,
    hosts: readonly string[],
    decide: (person: Person) => { readonly found: T; readonly isFull: boolean },
  ): Promise<T> {
    const groups = usergroupsAbout(this.file.policies, this.grouped(hosts));
    const { found, isFull } = decide({ ...asker, usergroups: groups.length === 0 ? new Set() : 'unknown' });
    if (isFull || groups.length === 0 || asker.standing !== 'member') return found;
    return decide({ ...asker, usergroups: await this.find.usergroups(asker.id, groups) }).found;
  }

  private here(person: Person, { channel }: Place, verbs: readonly string[]): Allowed {
    const all = this.grouped(Object.keys(this.file.hosts));
    const { hosts, ...rest } = allowedHere(person, { channel }, this.file.policies, all, verbs);
    return { ...rest, hosts: hosts.map(({ name }) => name) };
  }

  private grouped(hosts: readonly string[]): GroupedHost[] {
    return hosts.map((name) => ({ name, groups: this.file.hosts[name]?.groups ?? [] }));
  }
}
