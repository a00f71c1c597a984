import { ClientRefusal } from '../client-api.ts';
import type { Slack } from '../slack.ts';
import type { Channel, Message, Person } from '../state/records.ts';
import { seesChannel } from '../state/sight.ts';
import { directMessage, findChannel, findPerson } from '../state/team.ts';
import { findMessage } from '../state/threads.ts';

/** The person who asks. Bots and deactivated people have no client. */
export function asking({ team }: Slack, as: string): Person {
  const person = findPerson(team, as);
  if (person === undefined) throw new ClientRefusal('user_not_found', `There is no person ${as}.`);
  if (person.deactivated) throw new ClientRefusal('account_inactive', `${person.name} is deactivated.`);
  if (person.id === team.app.userId) throw new ClientRefusal('not_a_person', 'The app has no client.');
  return person;
}

/** A channel by id or name, or the direct message with a person. */
export function seenChannel(slack: Slack, person: Person, wanted: string): Channel {
  const { team, ids, clock } = slack;
  const other = findPerson(team, wanted.replace(/^@/, ''));
  const channel = findChannel(team, wanted) ?? (other && directMessage(team, ids, clock, person.id, other.id));
  if (channel === undefined || !seesChannel(team, channel, person.id)) {
    throw new ClientRefusal('channel_not_found', `${person.name} sees no channel ${wanted}.`);
  }
  return channel;
}

/** A channel where this person may say something. */
export function writtenChannel(slack: Slack, person: Person, wanted: string): Channel {
  const channel = seenChannel(slack, person, wanted);
  if (channel.archived) throw new ClientRefusal('is_archived', `#${channel.name} is archived.`);
  if (!channel.members.has(person.id))
    throw new ClientRefusal('not_in_channel', `${person.name} is not in #${channel.name}.`);
  return channel;
}

/** A message that this person sees; one for them alone is found too. */
export function seenMessage(channel: Channel, person: Person, ts: string): Message {
  const own = channel.messages.get(ts);
  const message = own?.to === person.id ? own : findMessage(channel, ts);
  if (message === undefined) throw new ClientRefusal('message_not_found', `There is no message ${ts}.`);
  return message;
}

/** The first message of a thread. */
export function threadRoot(channel: Channel, ts: string | undefined): string | undefined {
  if (ts === undefined) return undefined;
  const message = findMessage(channel, ts);
  if (message === undefined) throw new ClientRefusal('thread_not_found', `There is no message ${ts}.`);
  return message.thread ?? message.ts;
}
