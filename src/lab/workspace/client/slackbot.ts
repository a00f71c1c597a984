import type { Slack } from '../slack.ts';
import { addMessage } from '../state/messages.ts';
import type { Channel, Person } from '../state/records.ts';

/** Slack itself says something to one person alone. */
export function slackbot(slack: Slack, channel: Channel, person: Person, text: string, thread?: string): void {
  addMessage(slack, channel, {
    user: 'USLACKBOT',
    text,
    to: person.id,
    ...(thread === undefined ? {} : { thread }),
  });
}
