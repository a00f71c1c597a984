import { Args } from './api/args.ts';
import { type Content, contentOfCall, metadataOfCall } from './api/content.ts';
import { Refused } from './api/method.ts';
import { raiseChanged } from './delivery/events.ts';
import { INVENTED } from './invented.ts';
import type { Slack } from './slack.ts';
import { RESPONSE_USES, type ResponseUrl } from './state/grants.ts';
import { messageJson } from './state/json/message.ts';
import { addMessage, removeMessage, show } from './state/messages.ts';
import type { Channel, Message } from './state/records.ts';

type Grant = Pick<ResponseUrl, 'channel' | 'user' | 'original' | 'thread'>;

/** Answers a POST to a response_url. */
export function spendResponseUrl(
  slack: Slack,
  id: string,
  body: Record<string, unknown>,
): { status: number; body: object } {
  const entry = slack.log.call('response_url', body);
  const answer = answered(slack, slack.responseUrls.get(id), body);
  entry.status = answer.status;
  entry.ok = answer.status === 200;
  if (!entry.ok) entry.error = (answer.body as { error: string }).error;
  slack.log.changed();
  return answer;
}

function answered(slack: Slack, grant: ResponseUrl | undefined, body: Record<string, unknown>) {
  const refuse = ({ status, error }: { status: number; error: string }) => ({ status, body: { ok: false, error } });
  if (grant === undefined || grant.expires < slack.clock.now()) return refuse(INVENTED.expiredUrl);
  if (grant.uses >= RESPONSE_USES) return refuse(INVENTED.usedUrl);
  const error = sayByGrant(slack, grant, body);
  if (error !== null) return refuse({ status: error === 'no_permission' ? 403 : 400, error });
  grant.uses += 1;
  return { status: 200, body: { ok: true } };
}

/** Says something by the right that an interaction gave; the error word where it is refused. */
export function sayByGrant(slack: Slack, grant: Grant, body: Record<string, unknown>): string | null {
  try {
    say(slack, grant, new Args(body));
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.error;
    throw error;
  }
}

function say(slack: Slack, grant: Grant, args: Args): void {
  const channel = slack.team.channels.get(grant.channel);
  if (channel === undefined) throw new Refused('channel_not_found');
  if (channel.archived) throw new Refused('is_archived');
  const original = grant.original === undefined ? undefined : channel.messages.get(grant.original);
  if (args.flag('delete_original')) {
    if (original === undefined) throw new Refused('message_not_found');
    removeMessage(slack, channel, original);
    return;
  }
  const content = contentOfCall(slack, args);
  if (args.flag('replace_original')) {
    replace(slack, channel, original, content);
    return;
  }
  const metadata = metadataOfCall(args);
  const thread = threadFor(channel, grant, args);
  const { app } = slack.team;
  addMessage(slack, channel, {
    user: app.userId,
    botId: app.botId,
    appId: app.id,
    ...content,
    ...(metadata === undefined || metadata === null ? {} : { metadata }),
    ...(thread === undefined ? {} : { thread }),
    ...(args.text('response_type') === 'in_channel' ? {} : { to: grant.user }),
  });
}

/** The thread that is asked for, or where the person acted in one, for them alone there. */
function threadFor(channel: Channel, grant: Grant, args: Args): string | undefined {
  const asked = args.text('thread_ts') ?? grant.thread;
  if (asked === undefined) return undefined;
  const root = channel.messages.get(asked);
  if (root === undefined) throw new Refused('invalid_thread_ts');
  return root.thread ?? root.ts;
}

function replace(slack: Slack, channel: Channel, original: Message | undefined, content: Content): void {
  if (original === undefined) throw new Refused('message_not_found');
  const previous = messageJson(slack, channel, original);
  original.text = content.text;
  if (content.blocks === undefined) delete original.blocks;
  else original.blocks = content.blocks;
  show(slack, channel, original);
  if (original.to !== undefined) return;
  const now = messageJson(slack, channel, original);
  raiseChanged(slack, channel, { subtype: 'message_changed', message: now, previous_message: previous });
}
