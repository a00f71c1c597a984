import type { Slack } from '../slack.ts';
import { scopesOf } from '../slack.ts';
import { messageJson } from '../state/json/message.ts';
import type { Channel, Message } from '../state/records.ts';

const MESSAGE_EVENTS = {
  public: { name: 'message.channels', scope: 'channels:history', type: 'channel' },
  private: { name: 'message.groups', scope: 'groups:history', type: 'group' },
  im: { name: 'message.im', scope: 'im:history', type: 'im' },
} as const;

/** Tells the app of a message, where its manifest, its scopes and the channel admit it. */
export function raiseMessage(slack: Slack, channel: Channel, message: Message): void {
  const { type } = MESSAGE_EVENTS[channel.kind];
  const place = { channel: channel.id, event_ts: message.ts };
  const event = { ...messageJson(slack, channel, message), ...place, channel_type: type };
  raiseInChannel(slack, channel, event, 'message');
  if (mentionsApp(slack, message) && channel.kind !== 'im') {
    raise(
      slack,
      { ...event, channel_type: undefined, type: 'app_mention' },
      'app_mention',
      'app_mentions:read',
      channel,
    );
  }
}

/** Tells the app that a message was changed or removed. */
export function raiseChanged(
  slack: Slack,
  channel: Channel,
  fields: { readonly subtype: string; readonly [name: string]: unknown },
): void {
  const ts = slack.ids.ts();
  const { type } = MESSAGE_EVENTS[channel.kind];
  const event = { type: 'message', hidden: true, channel: channel.id, channel_type: type, ts, event_ts: ts, ...fields };
  raiseInChannel(slack, channel, event, 'message');
}

function raiseInChannel(slack: Slack, channel: Channel, event: object, type: string): void {
  const { name, scope } = MESSAGE_EVENTS[channel.kind];
  raise(slack, event, type, scope, channel, name);
}

/** Tells the app of anything else. `subscription` is the name in the manifest. */
export function raise(
  slack: Slack,
  event: object,
  type: string,
  scope: string | null,
  channel?: Channel,
  subscription = type,
): void {
  const subscribed: readonly string[] = slack.manifest.settings?.event_subscriptions?.bot_events ?? [];
  if (slack.tokens.botState !== 'valid' || !subscribed.includes(subscription)) return;
  if (scope !== null && !scopesOf(slack).has(scope)) return;
  if (channel !== undefined && !channel.members.has(slack.team.app.userId)) return;
  void slack.deliveries.sendEvent({ what: 'event', type, body: enveloped(slack, event, channel), answerable: false });
}

function mentionsApp({ team }: Slack, { text, user, botId }: Message): boolean {
  return user !== team.app.userId && botId === undefined && text.includes(`<@${team.app.userId}>`);
}

function enveloped(slack: Slack, event: object, channel: Channel | undefined): object {
  const { team, ids } = slack;
  return {
    token: slack.verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: team.app.id,
    event,
    type: 'event_callback',
    event_id: ids.next('Ev'),
    event_time: Math.floor(slack.clock.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: team.app.userId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: channel?.shared ?? false,
    event_context: ids.secret(),
  };
}
