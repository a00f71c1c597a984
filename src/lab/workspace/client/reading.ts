import type { ClientCalls } from '../client-api.ts';
import type { Slack } from '../slack.ts';
import type { Channel, Message, Person } from '../state/records.ts';
import { shownApp, shownChannel, shownMessage, shownPerson } from '../state/shown.ts';
import { seesChannel } from '../state/sight.ts';
import { asking, seenChannel } from './who.ts';

export async function overview(
  slack: Slack,
  { as }: ClientCalls['overview']['request'],
): Promise<ClientCalls['overview']['response']> {
  const me = asking(slack, as);
  const { team } = slack;
  const channels = [...team.channels.values()].filter((channel) => seesChannel(team, channel, me.id));
  return {
    team: { id: team.id, name: team.name },
    me: shownPerson(me),
    people: [...team.people.values()].map(shownPerson),
    usergroups: [...team.usergroups.values()].map(({ id, handle, name, users }) => ({
      id,
      handle,
      name,
      users: [...users],
    })),
    channels: channels.map((channel) => shownChannel(slack, channel, me.id)),
    app: shownApp(slack, slack.sockets?.count ?? null),
  };
}

const PAGE = 200;

/** The newest messages of a channel, or those before one; replies are in their threads, unless only this person sees them. */
export async function messages(
  slack: Slack,
  request: ClientCalls['messages']['request'],
): Promise<ClientCalls['messages']['response']> {
  const me = asking(slack, request.as);
  const channel = seenChannel(slack, me, request.channel);
  const seen = seenBy(channel, me).filter(
    ({ ts, thread }) => thread === undefined && (request.before === undefined || ts < request.before),
  );
  return { messages: seen.slice(-(request.limit ?? PAGE)).map((message) => shownMessage(slack, channel, message)) };
}

export async function thread(
  slack: Slack,
  request: ClientCalls['thread']['request'],
): Promise<ClientCalls['thread']['response']> {
  const me = asking(slack, request.as);
  const channel = seenChannel(slack, me, request.channel);
  const seen = seenBy(channel, me).filter((message) => [message.ts, message.thread].includes(request.thread));
  return { messages: seen.map((message) => shownMessage(slack, channel, message)) };
}

function seenBy(channel: Channel, person: Person): Message[] {
  return [...channel.messages.values()].filter(({ to }) => to === undefined || to === person.id);
}
