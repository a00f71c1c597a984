import { findMessage } from '../state/threads.ts';
import type { Args } from './args.ts';
import { knownChannel } from './channels.ts';
import { type Method, Refused } from './method.ts';

/** The app's own message that a call names, with its channel; `otherwise` is Slack's word where it is somebody else's. */
export function ownMessage(slack: Parameters<Method['run']>[0], args: Args, otherwise: string) {
  const channel = knownChannel(slack, args);
  const message = findMessage(channel, args.need('ts'));
  if (message === undefined) throw new Refused('message_not_found');
  if (message.user !== slack.team.app.userId) throw new Refused(otherwise);
  if (channel.archived) throw new Refused('is_archived');
  return { channel, message };
}
