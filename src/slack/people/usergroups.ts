import type { WebClient } from '@slack/web-api';
import type { Person } from '../../core/policy/admission.ts';
import type { Log } from '../../log.ts';
import { cached } from './cached.ts';
import { LOOK_UP_MS, soon } from './soon.ts';

const KEEP_MS = 5 * 60_000;
/** Slack is not asked again at once for what it just did not tell. */
const FAILED_MS = 3_000;

/** The groups among these that somebody is in; `unknown` where Slack did not say soon and none of those it told holds them. */
export type FindUsergroups = (user: string, groups: readonly string[]) => Promise<Person['usergroups']>;

/** Asks Slack who is in a user group, at most every five minutes for each. */
export function findUsergroups(client: WebClient, log: Log, now: () => number): FindUsergroups {
  const ask = async (usergroup: string) => {
    try {
      return new Set((await client.usergroups.users.list({ usergroup })).users ?? []);
    } catch (err) {
      log.warn({ err, usergroup }, 'members of a user group are not known');
      throw err;
    }
  };
  const members = cached(ask, KEEP_MS, now, FAILED_MS);
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
