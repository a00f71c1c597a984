import type { WebClient } from '@slack/web-api';
import type { Person } from '../../core/policy/admission.ts';
import { Problem } from '../../problem.ts';
import type { Identity } from '../identity.ts';
import { cached } from './cached.ts';
import { LOOK_UP_MS, soon } from './soon.ts';

/** Somebody as `users.info` tells; the name is their own choice, and only for showing. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly standing: Person['standing'];
}

/**
 * Who somebody is; rejects with a `Problem` where Slack does not say. `team` is theirs as the payload tells it: where Slack may not be asked
 * at all, somebody of ours is known to be no more than that.
 */
export type FindPerson = (user: string, team: string | undefined) => Promise<Profile>;

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
  return (id, team) =>
    soon(known(id), LOOK_UP_MS).catch((cause) => {
      if (team === home.team && mayNotAsk(cause)) return { id, name: id, standing: 'unknown' };
      throw Object.assign(unknownPerson(), { cause });
    });
}

const NO_SUCH_QUESTION: ReadonlySet<unknown> = new Set(['unknown_method', 'method_deprecated', 'missing_scope']);

/** Whether Slack said nothing of the person because this is not to be asked, and not because it knows nobody of that id. */
function mayNotAsk(fault: unknown): boolean {
  const { data, statusCode } = fault as { readonly data?: { readonly error?: unknown }; readonly statusCode?: unknown };
  return NO_SUCH_QUESTION.has(data?.error) || statusCode === 404;
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
