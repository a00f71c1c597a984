import type { WebClient } from '@slack/web-api';
import { Problem } from '../problem.ts';
import { voteView } from './changes/vote-view.ts';
import { download } from './files/download.ts';
import type { FileGiven, Paste } from './incoming.ts';
import { messageContent } from './message-content.ts';
import { find, type Listed } from './outbox/find.ts';
import { keyOf, kindOf } from './outbox/metadata.ts';
import { Undelivered } from './outbox/outbox.ts';
import { CallFailed } from './outbox/tasks/task.ts';
import type { SlackCalls } from './ports.ts';
import { valuesView } from './views/fix-values.ts';
import { pasteView } from './views/paste.ts';

/** Where a token may be used, and whose it is. */
export interface Connected {
  readonly client: WebClient;
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly botUser: string;
}

/** Slack's Web API, as far as it is asked and not spoken to. */
export function slackCalls({ client, token, apiUrl, botUser }: Connected): SlackCalls {
  return {
    download: (file) => download(file, { client, token, apiUrl }),
    givenIn: ({ channel, thread }, after) => givenIn(client, { channel, ts: thread }, after, botUser),
    async openPaste(trigger, opening) {
      const { view } = await client.views.open({ trigger_id: trigger, view: pasteView(opening) });
      return view?.id ?? '';
    },
    async updatePaste(view, opening) {
      await client.views.update({ view_id: view, view: pasteView(opening) });
    },
    async openValues(trigger, opening) {
      await client.views.open({ trigger_id: trigger, view: valuesView(opening) });
    },
    async openVote(trigger, opening, what) {
      await client.views.open({ trigger_id: trigger, view: voteView(opening, what) });
    },
    async find(place, key, since, kind) {
      const isIt = (listed: Listed) => keyOf(listed) === key && (kind === undefined || kindOf(listed) === kind);
      return await find(client, place, since, isIt).catch(notFound);
    },
    async linkTo({ channel, ts }) {
      const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts });
      return permalink ?? null;
    },
    async publishHome(user, blocks) {
      await client.views.publish({ user_id: user, view: { type: 'home', blocks: [...blocks] as never } });
    },
  };
}

function notFound(fault: unknown): never {
  if (!(fault instanceof CallFailed)) throw fault;
  const { kind, word } = fault.fault;
  throw new Undelivered(kind === 'never' ? fault.fault.reason : 'given-up', word);
}

const MOST_REPLIES = 100;

/** What people pasted or dropped in a thread; of ours nothing counts. Rejects with a `Problem` where the thread cannot be read. */
async function givenIn(
  client: WebClient,
  { channel, ts }: { readonly channel: string; readonly ts: string },
  after: number | null,
  botUser: string,
): Promise<{ pastes: readonly Paste[]; files: readonly FileGiven[]; more: boolean }> {
  const request = client.conversations.replies({ channel, ts, limit: MOST_REPLIES });
  const { messages = [], has_more: more = false } = await request.catch((cause) => {
    throw Object.assign(threadNotRead(), { cause });
  });
  const contents = messages
    .filter(({ user, bot_id }) => user !== botUser && bot_id === undefined)
    .filter((message) => after === null || Number(message.ts) * 1_000 > after)
    .map((message) => messageContent(message, botUser));
  return { pastes: contents.flatMap(({ pastes }) => pastes), files: contents.flatMap(({ files }) => files), more };
}

function threadNotRead(): Problem {
  return new Problem({
    code: 'thread-unread',
    message: 'Slack does not let me read this thread, so I do not know what was pasted in it.',
    next: 'Name a host, or give me the output once more with your question.',
    exit: 1,
  });
}
