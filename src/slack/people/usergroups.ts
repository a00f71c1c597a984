import type { WebClient } from '@slack/web-api';
import type { Person } from '../../core/policy/admission.ts';
import type { Log } from '../../log.ts';
import { TRANSIENT } from '../outbox/words.ts';
import { cached } from './cached.ts';
import { LOOK_UP_MS, soon } from './soon.ts';

const KEEP_MS = 5 * 60_000;
/** Slack is not asked again at once for what it just did not tell, and for a while not where it refused: such a group is unknown to it. */
const FAILED_MS = 3_000;
const REFUSED_MS = 45_000;

/** The groups among these that somebody is in; `unknown` where Slack did not say soon and none of those it told holds them. */
export type FindUsergroups = (user: string, groups: readonly string[]) => Promise<Person['usergroups']>;

/** Asks Slack who is in a user group, at most every five minutes for each. */
export function findUsergroups(client: WebClient, log: Log, now: () => number): FindUsergroups {
  /** Why the members of a group are not known, as the log was told last. */
  const unknown = new Map<string, string>();
  const ask = async (usergroup: string) => {
    try {
      const { users = [] } = await client.usergroups.users.list({ usergroup });
      if (unknown.delete(usergroup)) log.info({ usergroup }, 'members of a user group are known again');
      return new Set(users);
    } catch (err) {
      const why = wordOf(err) ?? String(err);
      if (unknown.get(usergroup) !== why) log.warn({ usergroup, why }, 'members of a user group are not known');
      unknown.set(usergroup, why);
      throw err;
    }
  };
  const members = cached(ask, KEEP_MS, now, (err) => (mayHelp(err) ? FAILED_MS : REFUSED_MS));
  return async (user, groups) => {
    const found = await Promise.all(
      groups.map(async (group) => {
        const all = await soon(members(group), LOOK_UP_MS).catch(() => null);
        return { group, isIn: all === null ? null : all.has(user) };
      }),
    );
    const inside = new Set(found.filter(({ isIn }) => isIn === true).map(({ group }) => group));
    return inside.size === 0 && found.some(({ isIn }) => isIn === null) ? 'unknown' : inside;
  };
}

/** True where the same question may be answered in a moment. */
function mayHelp(fault: unknown): boolean {
  const word = wordOf(fault);
  return word === undefined || word === 'ratelimited' || TRANSIENT.has(word);
}

/** Slack's own word for why it refuses. */
function wordOf(fault: unknown): string | undefined {
  const word = (fault as { readonly data?: { readonly error?: unknown } } | null)?.data?.error;
  return typeof word === 'string' ? word : undefined;
}
