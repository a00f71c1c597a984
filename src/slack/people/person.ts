import type { WebClient } from '@slack/web-api';
import type { Person } from '../../core/policy/admission.ts';
import { Problem } from '../../problem.ts';
import type { Identity } from '../identity.ts';
import { cached } from './cached.ts';

/** Somebody as `users.info` tells; the name is their own choice, and only for showing. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly standing: Person['standing'];
}

/** Who somebody is; rejects with a `Problem` where Slack does not say. */
export type FindPerson = (user: string) => Promise<Profile>;

const KEEP_MS = 5 * 60_000;

/** Asks Slack who people are, at most every five minutes for each. */
export function findPeople(client: WebClient, home: Identity, now: () => number): FindPerson {
  const find = async (id: string): Promise<Profile> => {
    const { user } = await client.users.info({ user: id });
    if (user === undefined) throw new Error(`users.info says nothing of ${id}`);
    const name = user.profile?.display_name || user.real_name || user.name || id;
    return { id, name, standing: standingOf(user, home) };
  };
  const known = cached(find, KEEP_MS, now);
  return (id) =>
    known(id).catch((cause) => {
      throw Object.assign(unknownPerson(), { cause });
    });
}

type User = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']>;

function standingOf(user: User, home: Identity): Person['standing'] {
  const enterprise = user.enterprise_user?.enterprise_id;
  const isOurs = user.team_id === home.team || (enterprise !== undefined && enterprise === home.enterprise);
  if (user.deleted === true) return 'deactivated';
  if (user.is_bot === true || user.is_workflow_bot === true) return 'bot';
  // Slack Connect: somebody of another workspace in a shared channel. Without a team nobody is of ours.
  if ((user as { is_stranger?: boolean }).is_stranger === true || !isOurs) return 'outside';
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : 'member';
}

function unknownPerson(): Problem {
  return new Problem({
    code: 'person-unknown',
    message: 'Slack does not tell me who you are just now, so I answer nothing.',
    next: 'Ask again in a minute. If it stays so, the bot lacks the scope `users:read`.',
    exit: 4,
  });
}
