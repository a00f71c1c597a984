import type { AnyBlock } from '@slack/types';
import { ClientRefusal, type Surface } from '../client-api.ts';
import type { Slack } from '../slack.ts';
import { messageJson } from '../state/json/message.ts';
import { viewJson } from '../state/json/view.ts';
import type { Channel, Message, Person, ShownView } from '../state/records.ts';
import { channelPayload } from './interactions.ts';
import { stateOf } from './state.ts';
import { seenChannel, seenMessage } from './who.ts';

/** Where an element stands that a person acts on. */
export type Place =
  | { readonly kind: 'message'; readonly channel: Channel; readonly message: Message }
  | { readonly kind: 'view'; readonly view: ShownView };

export function placeOf(slack: Slack, person: Person, at: Surface): Place {
  if ('view' in at) return { kind: 'view', view: ownView(slack, person, at.view) };
  const channel = seenChannel(slack, person, at.channel);
  return { kind: 'message', channel, message: seenMessage(channel, person, at.ts) };
}

/** A view on this person's screen. */
export function ownView({ team }: Slack, person: Person, id: string): ShownView {
  const view = team.views.get(id);
  if (view === undefined || view.user !== person.id)
    throw new ClientRefusal('view_not_found', `There is no view ${id}.`);
  return view;
}

export function blocksOf(place: Place): readonly AnyBlock[] {
  if (place.kind === 'view') return place.view.blocks;
  const { blocks, attachments } = place.message;
  return [...(blocks ?? []), ...(attachments ?? []).flatMap((attachment) => attachment.blocks ?? [])];
}

/** What a payload says of the place. */
export function placePayload(slack: Slack, place: Place): object {
  if (place.kind === 'view') {
    const { view } = place;
    return {
      view: viewJson(slack, view, stateOf(view.blocks, view.values)),
      container: { type: 'view', view_id: view.id },
    };
  }
  const { channel, message } = place;
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: message.to !== undefined,
    ...(message.thread === undefined ? {} : { thread_ts: message.thread }),
  };
  // Of a message that only one person sees a payload does not tell the content.
  const shown = message.to === undefined ? { message: messageJson(slack, channel, message) } : {};
  return { channel: channelPayload(channel), container, ...shown };
}
