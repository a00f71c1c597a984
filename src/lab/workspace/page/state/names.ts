import type { ChannelShown, Overview, PersonShown } from '../../client-api.ts';

const SLACKBOT = 'USLACKBOT';

/** How somebody is called; never an id. */
export function nameOf({ people }: Overview, user: string): string {
  if (user === SLACKBOT) return 'Slackbot';
  return people.find(({ id }) => id === user)?.name ?? 'somebody';
}

/** The other one of a direct message. */
export function otherOf({ me, people }: Overview, channel: ChannelShown): PersonShown | undefined {
  const other = channel.members.find((id) => id !== me.id) ?? me.id;
  return channel.kind === 'im' ? people.find(({ id }) => id === other) : undefined;
}

/** `#ops`, or the name of the other one. */
export function titleOf(channel: ChannelShown): string {
  return channel.kind === 'im' ? channel.name : `#${channel.name}`;
}

const KINDS: Readonly<Record<PersonShown['kind'], string>> = {
  member: 'member',
  guest: 'guest',
  'single-channel-guest': 'single-channel guest',
  bot: 'app',
  stranger: 'from another workspace',
};

export const kindOf = ({ kind }: PersonShown): string => KINDS[kind];
