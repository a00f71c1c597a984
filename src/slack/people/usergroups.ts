import type { WebClient } from '@slack/web-api';
import type { Person } from '../../core/policy/admission.ts';
import type { Log } from '../../log.ts';
import { cached } from './cached.ts';

const KEEP_MS = 5 * 60_000;

/** The groups among these that somebody is in; `unknown` where Slack did not say and none of those it told holds them. */
export type FindUsergroups = (user: string) => Promise<Person['usergroups']>;

/** Asks Slack who is in the user groups that policies name, at most every five minutes for each. */
export function findUsergroups(
  client: WebClient,
  groups: readonly string[],
  log: Log,
  now: () => number,
): FindUsergroups {
  const members = cached(
    async (usergroup) => new Set((await client.usergroups.users.list({ usergroup })).users ?? []),
    KEEP_MS,
    now,
  );
  return async (user) => {
    const found = await Promise.all(
      groups.map(async (group) => {
        const all = await members(group).catch((err) => {
          log.warn({ err, usergroup: group }, 'members of a user group are not known');
          return null;
        });
        return { group, isIn: all === null ? null : all.has(user) };
      }),
    );
    const inside = new Set(found.filter(({ isIn }) => isIn === true).map(({ group }) => group));
    return inside.size === 0 && found.some(({ isIn }) => isIn === null) ? 'unknown' : inside;
  };
}
