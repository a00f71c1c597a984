import { type ClientCalls, ClientRefusal, type Done } from '../client-api.ts';
import { raise } from '../delivery/events.ts';
import type { Slack } from '../slack.ts';
import { joinChannel, leaveChannel, showChannel } from '../state/membership.ts';
import { findPerson } from '../state/team.ts';
import { asking, seenChannel, writtenChannel } from './who.ts';

const DONE: Done = { done: true };

export async function join(slack: Slack, request: ClientCalls['join']['request']): Promise<Done> {
  const person = asking(slack, request.as);
  const channel = seenChannel(slack, person, request.channel);
  if (person.kind !== 'member') throw new ClientRefusal('user_is_restricted', `${person.name} cannot join channels.`);
  joinChannel(slack, channel, person.id);
  return DONE;
}

export async function leave(slack: Slack, request: ClientCalls['leave']['request']): Promise<Done> {
  const person = asking(slack, request.as);
  leaveChannel(slack, seenChannel(slack, person, request.channel), person.id);
  return DONE;
}

export async function invite(slack: Slack, request: ClientCalls['invite']['request']): Promise<Done> {
  const person = asking(slack, request.as);
  const channel = writtenChannel(slack, person, request.channel);
  joinChannel(slack, channel, invited(slack, request.user), person.id);
  return DONE;
}

export async function kick(slack: Slack, request: ClientCalls['kick']['request']): Promise<Done> {
  const channel = writtenChannel(slack, asking(slack, request.as), request.channel);
  leaveChannel(slack, channel, invited(slack, request.user));
  return DONE;
}

export function archive(slack: Slack, request: ClientCalls['archive']['request']): Promise<Done> {
  return setArchived(slack, request, true);
}

export function unarchive(slack: Slack, request: ClientCalls['unarchive']['request']): Promise<Done> {
  return setArchived(slack, request, false);
}

/** Takes the app's token away. */
export async function revoke(slack: Slack, { as }: ClientCalls['revoke']['request']): Promise<Done> {
  asking(slack, as);
  const event = { type: 'tokens_revoked', tokens: { oauth: [], bot: [slack.team.app.userId] } };
  raise(slack, event, 'tokens_revoked', null);
  slack.tokens.botState = 'token_revoked';
  return DONE;
}

export async function restore(slack: Slack, { as }: ClientCalls['restore']['request']): Promise<Done> {
  asking(slack, as);
  slack.tokens.botState = 'valid';
  return DONE;
}

async function setArchived(slack: Slack, request: { as: string; channel: string }, archived: boolean): Promise<Done> {
  const person = asking(slack, request.as);
  const channel = seenChannel(slack, person, request.channel);
  channel.archived = archived;
  showChannel(slack, channel);
  const type = archived ? 'channel_archive' : 'channel_unarchive';
  raise(
    slack,
    { type, channel: channel.id, user: person.id, event_ts: slack.ids.ts() },
    type,
    'channels:read',
    channel,
  );
  return DONE;
}

function invited({ team }: Slack, wanted: string): string {
  const person = findPerson(team, wanted.replace(/^@/, ''));
  if (person === undefined) throw new ClientRefusal('user_not_found', `There is no user ${wanted}.`);
  return person.id;
}
