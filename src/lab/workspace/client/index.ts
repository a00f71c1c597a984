import type { Client } from '../client-api.ts';
import type { Slack } from '../slack.ts';
import { act, suggest } from './act.ts';
import { archive, invite, join, kick, leave, restore, revoke, unarchive } from './channels.ts';
import { command } from './command.ts';
import { fileContent, files, upload } from './files.ts';
import { home, openHome } from './home.ts';
import { closeView, submitView, views } from './modal.ts';
import { edit, remove } from './own-messages.ts';
import { post } from './post.ts';
import { messages, overview, thread } from './reading.ts';
import { globalShortcut, shortcut } from './shortcut.ts';

type Calls = {
  readonly [K in keyof Client]: (slack: Slack, request: Parameters<Client[K]>[0]) => ReturnType<Client[K]>;
};

const CALLS: Calls = {
  ...{ overview, messages, thread, files, fileContent },
  ...{ post, command, upload, edit, remove },
  ...{ shortcut, globalShortcut, act, suggest },
  ...{ views, submitView, closeView, openHome, home },
  ...{ join, leave, invite, kick, archive, unarchive, revoke, restore },
};

/** What people can do, by name. */
export function clientOf(slack: Slack): Client {
  const bound = Object.entries(CALLS).map(([name, call]) => [
    name,
    // An async function, so that every refusal is a rejection.
    async (request: never) => call(slack, request),
  ]);
  return Object.fromEntries(bound) as unknown as Client;
}
