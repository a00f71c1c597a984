import { type ClientCalls, ClientRefusal } from '../client-api.ts';
import { INVENTED } from '../invented.ts';
import type { Slack } from '../slack.ts';
import { addMessage } from '../state/messages.ts';
import type { Channel, Person } from '../state/records.ts';
import { shownMessage } from '../state/shown.ts';
import { dropFiles } from './files.ts';
import { slackbot } from './slackbot.ts';
import { typedContent } from './typed-content.ts';
import { asking, threadRoot, writtenChannel } from './who.ts';

type Call = ClientCalls['post'];

/** Says something, as Slack's client sends it. */
export async function post(slack: Slack, request: Call['request']): Promise<Call['response']> {
  const person = asking(slack, request.as);
  const channel = writtenChannel(slack, person, request.channel);
  const thread = threadRoot(channel, request.thread);
  if (request.text.trim() === '') throw new ClientRefusal('no_text', 'There is nothing to send.');
  if (INVENTED.characters(request.text) > INVENTED.typedLimit)
    return asSnippet(slack, person, channel, thread, request);
  const message = addMessage(slack, channel, {
    user: person.id,
    team: person.teamId,
    clientMsgId: crypto.randomUUID(),
    ...typedContent(slack, request.text),
    ...(thread === undefined ? {} : { thread }),
  });
  hintAtOutsider(slack, person, channel, message.text, thread);
  return { message: shownMessage(slack, channel, message) };
}

function asSnippet(
  slack: Slack,
  person: Person,
  channel: Channel,
  thread: string | undefined,
  { text, long }: Call['request'],
): Call['response'] {
  if (long === 'refuse') {
    throw new ClientRefusal('msg_too_long', `A message has at most ${INVENTED.typedLimit} characters.`);
  }
  const message = dropFiles(slack, person, channel, [{ name: 'Untitled.txt', text }], { thread });
  return { message: shownMessage(slack, channel, message) };
}

/** Slackbot tells a person who mentions the app where it is not. */
function hintAtOutsider(
  slack: Slack,
  person: Person,
  channel: Channel,
  text: string,
  thread: string | undefined,
): void {
  const { app } = slack.team;
  if (channel.kind === 'im' || channel.members.has(app.userId) || !text.includes(`<@${app.userId}>`)) return;
  slackbot(slack, channel, person, INVENTED.mentionedOutsider(app.name), thread);
}
