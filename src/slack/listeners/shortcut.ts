import type { App, MessageShortcut } from '@slack/bolt';
import type { Bot } from '../bot.ts';
import { commandDelivery } from '../delivery/keys.ts';
import { requestId } from '../incoming.ts';
import { messageContent } from '../message-content.ts';
import { type AckReport, acknowledge } from './acknowledge.ts';
import { teamOfActor } from './team.ts';

/** The message shortcut "Diagnose this output": the whole message is what is read, and its thread gets the answer. */
export function shortcut(app: App, bot: Bot, report: AckReport): void {
  app.shortcut<MessageShortcut>({ callback_id: 'diagnose_message', type: 'message_action' }, async (args) => {
    const { ack, context, body } = args;
    await acknowledge(ack, context, 'shortcut', report);
    const { pastes, files, words } = messageContent(body.message, bot.user);
    bot.ask({
      id: requestId('shortcut', body.trigger_id),
      way: 'shortcut',
      user: body.user.id,
      ...teamOfActor(body),
      place: { channel: body.channel.id, thread: body.message.thread_ts ?? body.message.ts },
      at: { channel: body.channel.id, ...(isReply(body.message) && { thread: body.message.thread_ts }) },
      words: 'check',
      // A text without a code block is the output itself.
      pastes: pastes.length > 0 || words === '' ? pastes : [{ name: 'message', text: words }],
      files,
      message: body.message.ts,
      deliveries: [commandDelivery(body.trigger_id)],
      trigger: body.trigger_id,
      responseUrl: body.response_url,
    });
  });
}

/** The menu of a reply is opened inside its thread; that of a message which begins one, in the channel as well. */
function isReply({ ts, thread_ts }: MessageShortcut['message']): boolean {
  return thread_ts !== undefined && thread_ts !== ts;
}
