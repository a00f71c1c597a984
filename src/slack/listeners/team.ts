import type { Incoming } from '../incoming.ts';

/** The event of a message, and what comes around it, as far as they tell whose it is. */
interface Told {
  readonly event: object;
  readonly body: { readonly team_id?: string; readonly is_ext_shared_channel?: boolean };
}

/** The team of whoever wrote a message. In a shared channel the delivery's own team is the bot's, and tells nothing of theirs. */
export function teamOfAuthor({ event, body }: Told): Pick<Incoming, 'team'> {
  const told = event as { readonly user_team?: unknown; readonly team?: unknown; readonly bot_id?: unknown };
  if (told.bot_id !== undefined) return {};
  const team = told.user_team ?? told.team ?? (body.is_ext_shared_channel === true ? undefined : body.team_id);
  return typeof team === 'string' ? { team } : {};
}

/** The team of whoever pressed or sent something. */
export function teamOfActor({
  user,
  team,
}: {
  readonly user: { readonly team_id?: string };
  readonly team?: { readonly id: string } | null;
}): Pick<Incoming, 'team'> {
  const id = user.team_id ?? team?.id;
  return id === undefined ? {} : { team: id };
}
