import { appsConnectionsOpen } from './apps-connections-open.ts';
import { authTest } from './auth-test.ts';
import { chatPostMessage } from './chat-post-message.ts';
import { chatUpdate } from './chat-update.ts';
import type { Method } from './method.ts';

/** The methods of the Web API that the workspace knows; it says `unknown_method` to any other. */
export const METHODS: ReadonlyMap<string, Method> = new Map([
  ['apps.connections.open', appsConnectionsOpen],
  ['auth.test', authTest],
  ['chat.postMessage', chatPostMessage],
  ['chat.update', chatUpdate],
]);
