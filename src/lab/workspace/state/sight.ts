import type { Channel } from './records.ts';
import type { Team } from './team.ts';

/** Whether a person sees a channel: one they are in, or a public one where they are a member of the workspace and no guest. */
export function seesChannel({ people }: Team, channel: Channel, user: string): boolean {
  const mayBrowse = people.get(user)?.kind === 'member';
  return channel.members.has(user) || (channel.kind === 'public' && mayBrowse);
}
