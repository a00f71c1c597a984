import { isObject } from '../blocks/check.ts';
import { type ClientCalls, ClientRefusal } from '../client-api.ts';
import { INVENTED } from '../invented.ts';
import { sayByGrant } from '../respond.ts';
import type { Slack } from '../slack.ts';
import { newResponseUrl, newTrigger } from '../state/grants.ts';
import type { Channel, Person } from '../state/records.ts';
import { slackbot } from './slackbot.ts';
import { piecesOf } from './typed.ts';
import { asking, threadRoot, writtenChannel } from './who.ts';
import { commandText } from './wire.ts';

type Call = ClientCalls['command'];

/** Types a slash command. */
export async function command(slack: Slack, request: Call['request']): Promise<Call['response']> {
  const person = asking(slack, request.as);
  const channel = writtenChannel(slack, person, request.channel);
  const [, name = '', words = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(request.text.trim()) ?? [];
  const known = slack.manifest.features?.slash_commands?.find((one) => one.command === name);
  if (request.thread !== undefined) {
    slackbot(slack, channel, person, INVENTED.commandInThread(name), threadRoot(channel, request.thread));
    throw new ClientRefusal('command_in_thread', INVENTED.commandInThread(name));
  }
  if (known === undefined || person.kind === 'stranger' || slack.tokens.botState !== 'valid') {
    slackbot(slack, channel, person, INVENTED.commandUnknown(name));
    throw new ClientRefusal('unknown_command', INVENTED.commandUnknown(name));
  }
  const text = known.should_escape === true ? commandText(piecesOf(slack.team, words)) : words;
  const body = payload(slack, person, channel, name, text.trim());
  const ack = await slack.deliveries.send({ what: 'command', type: name, body, answerable: true });
  if (!ack.ok) {
    slackbot(slack, channel, person, INVENTED.commandFailed(name, ack.why));
    return { outcome: ack.why };
  }
  if (isObject(ack.payload) && Object.keys(ack.payload).length > 0) {
    const refused = sayByGrant(slack, { channel: channel.id, user: person.id }, ack.payload);
    if (refused !== null) slackbot(slack, channel, person, INVENTED.commandFailed(name, refused));
  }
  return { outcome: 'acknowledged' };
}

function payload(slack: Slack, person: Person, channel: Channel, command: string, text: string): object {
  const { team } = slack;
  return {
    token: slack.verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: CHANNEL_NAMES[channel.kind] ?? channel.name,
    user_id: person.id,
    user_name: person.name,
    command,
    text,
    api_app_id: team.app.id,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(slack, { channel: channel.id, user: person.id }),
    trigger_id: newTrigger(slack, person.id),
  };
}

/** Slack does not tell a command the name of a private channel. */
const CHANNEL_NAMES: Partial<Record<Channel['kind'], string>> = { private: 'privategroup', im: 'directmessage' };
