import type { Slack } from '../slack.ts';
import { channelJson } from '../state/json/channel.ts';
import type { Channel } from '../state/records.ts';
import type { Args } from './args.ts';
import { type Method, Refused, TIER } from './method.ts';
import { pageOf } from './pages.ts';

const KINDS: Readonly<Record<string, { readonly kind: Channel['kind'] | 'mpim'; readonly scope: string }>> = {
  public_channel: { kind: 'public', scope: 'channels:read' },
  private_channel: { kind: 'private', scope: 'groups:read' },
  im: { kind: 'im', scope: 'im:read' },
  mpim: { kind: 'mpim', scope: 'mpim:read' },
};

/** The kinds of channel that `types` asks for. */
export function kindsOf(args: Args) {
  return (args.text('types') ?? 'public_channel').split(',').map((type) => {
    const kind = KINDS[type.trim()];
    if (kind === undefined) throw new Refused('invalid_types');
    return kind;
  });
}

/** The channels of the kinds that are asked for and that the app may know of. */
export function listed(slack: Slack, args: Args, onlyOwn: boolean): Channel[] {
  const kinds = kindsOf(args).map(({ kind }) => kind);
  const ours = slack.team.app.userId;
  return [...slack.team.channels.values()].filter(
    ({ kind, members, archived }) =>
      kinds.includes(kind) &&
      (members.has(ours) || (kind === 'public' && !onlyOwn)) &&
      !(archived && args.flag('exclude_archived')),
  );
}

export const conversationsList: Method = {
  token: 'bot',
  rate: TIER[2],
  scopes: (args) => kindsOf(args).map(({ scope }) => scope),
  run(slack, args) {
    const { page, metadata } = pageOf(args, listed(slack, args, false), 100, 1_000);
    return { channels: page.map((channel) => channelJson(slack, channel)), ...metadata };
  },
};
