import type { Client } from '../client-api.ts';
import type { Slack } from '../slack.ts';
import { command } from './command.ts';
import { fileContent, files, upload } from './files.ts';
import { post } from './post.ts';
import { messages, overview, thread } from './reading.ts';

/** What people can do, by name. */
export function clientOf(slack: Slack): Client {
  const bound = Object.entries(CALLS).map(([name, call]) => [
    name,
    // An async function, so that every refusal is a rejection.
    async (request: never) => call(slack, request),
  ]);
  return Object.fromEntries(bound) as unknown as Client;
}

const CALLS = { overview, messages, thread, files, fileContent, post, command, upload } as const;
