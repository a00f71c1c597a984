import { type ClientCalls, ClientRefusal } from '../client-api.ts';
import type { Slack } from '../slack.ts';
import { newResponseUrl, newTrigger } from '../state/grants.ts';
import { messageJson } from '../state/json/message.ts';
import type { Person } from '../state/records.ts';
import { channelPayload, commonPayload, outcomeOf, sendInteraction } from './interactions.ts';
import { asking, seenChannel, seenMessage } from './who.ts';

/** Runs a message shortcut. What only one person sees cannot be its target. */
export async function shortcut(
  slack: Slack,
  request: ClientCalls['shortcut']['request'],
): Promise<ClientCalls['shortcut']['response']> {
  const person = asking(slack, request.as);
  offered(slack, person, 'message', request.callbackId);
  const channel = seenChannel(slack, person, request.channel);
  const message = seenMessage(channel, person, request.ts);
  if (message.to !== undefined)
    throw new ClientRefusal('ephemeral', 'A message for one person alone has no shortcuts.');
  const thread = message.thread === undefined ? {} : { thread: message.thread };
  const body = {
    type: 'message_action',
    ...commonPayload(slack, person),
    action_ts: slack.ids.ts(),
    callback_id: request.callbackId,
    trigger_id: newTrigger(slack, person.id),
    response_url: newResponseUrl(slack, { channel: channel.id, user: person.id, original: message.ts, ...thread }),
    channel: channelPayload(channel),
    message_ts: message.ts,
    message: messageJson(slack, channel, message),
  };
  return { outcome: outcomeOf(await sendInteraction(slack, body, false)) };
}

export async function globalShortcut(
  slack: Slack,
  request: ClientCalls['globalShortcut']['request'],
): Promise<ClientCalls['globalShortcut']['response']> {
  const person = asking(slack, request.as);
  offered(slack, person, 'global', request.callbackId);
  const body = {
    type: 'shortcut',
    ...commonPayload(slack, person),
    action_ts: slack.ids.ts(),
    callback_id: request.callbackId,
    trigger_id: newTrigger(slack, person.id),
  };
  return { outcome: outcomeOf(await sendInteraction(slack, body, false)) };
}

function offered({ manifest, tokens }: Slack, person: Person, type: 'message' | 'global', callbackId: string): void {
  const known = manifest.features?.shortcuts?.some((one) => one.type === type && one.callback_id === callbackId);
  if (known !== true || person.kind === 'stranger' || tokens.botState !== 'valid') {
    throw new ClientRefusal('unknown_shortcut', `${person.name} is offered no ${type} shortcut ${callbackId}.`);
  }
}
