import { type ClientCalls, ClientRefusal } from '../client-api.ts';
import { raiseChanged } from '../delivery/events.ts';
import type { Slack } from '../slack.ts';
import { messageJson } from '../state/json/message.ts';
import { removeMessage, show } from '../state/messages.ts';
import { shownMessage } from '../state/shown.ts';
import { typedContent } from './typed-content.ts';
import { asking, seenMessage, writtenChannel } from './who.ts';

function ownMessage(slack: Slack, request: { as: string; channel: string; ts: string }) {
  const person = asking(slack, request.as);
  const channel = writtenChannel(slack, person, request.channel);
  const message = seenMessage(channel, person, request.ts);
  if (message.user !== person.id) throw new ClientRefusal('not_your_message', 'This message is of somebody else.');
  return { channel, message, previous: messageJson(slack, channel, message) };
}

/** Edits one's own message; a mention that is new in it raises no `app_mention`. */
export async function edit(
  slack: Slack,
  request: ClientCalls['edit']['request'],
): Promise<ClientCalls['edit']['response']> {
  const { channel, message, previous } = ownMessage(slack, request);
  Object.assign(message, typedContent(slack, request.text), { edited: { user: message.user, ts: slack.ids.ts() } });
  show(slack, channel, message);
  const now = messageJson(slack, channel, message);
  raiseChanged(slack, channel, { subtype: 'message_changed', message: now, previous_message: previous });
  return { message: shownMessage(slack, channel, message) };
}

export async function remove(
  slack: Slack,
  request: ClientCalls['remove']['request'],
): Promise<ClientCalls['remove']['response']> {
  const { channel, message, previous } = ownMessage(slack, request);
  removeMessage(slack, channel, message);
  raiseChanged(slack, channel, { subtype: 'message_deleted', deleted_ts: message.ts, previous_message: previous });
  return { done: true };
}
