import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { startWorkspace, type Workspace, type WorkspaceOptions } from '../../src/lab/workspace/index.ts';

/** A workspace that is closed at the end of a test, with whatever was joined to it. */
export interface Used {
  readonly workspace: Workspace;
  /** The real client, which neither waits for its turn nor tries again. */
  readonly client: WebClient;
  readonly ops: string;
  end(): Promise<void>;
}

export async function use(options: WorkspaceOptions = {}): Promise<Used> {
  const workspace = await startWorkspace({ rateLimits: 'off', ...options });
  const client = clientFor(workspace);
  return { workspace, client, ops: workspace.channel('ops').id, end: () => workspace.close() };
}

export function clientFor(workspace: Workspace, token = workspace.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: workspace.apiUrl,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logger: quiet,
  });
}

/** Real Bolt on a workspace's sockets. */
export function boltOnSockets(workspace: Workspace): App {
  return new App({
    token: workspace.botToken,
    appToken: workspace.appToken,
    socketMode: true,
    logger: quiet,
    clientOptions: { slackApiUrl: workspace.apiUrl, logger: quiet },
  });
}

/** Real Bolt behind signed HTTP; listens on a free port and tells the workspace. */
export async function boltOnHttp(workspace: Workspace): Promise<App> {
  const receiver = new HTTPReceiver({ signingSecret: workspace.signingSecret, logger: quiet });
  const app = new App({
    token: workspace.botToken,
    receiver,
    logger: quiet,
    clientOptions: { slackApiUrl: workspace.apiUrl, logger: quiet },
  });
  const server = await app.start(0);
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('Bolt has no port');
  workspace.requestUrl.set(`http://127.0.0.1:${address.port}/slack/events`);
  return app;
}

/** The error word that a call is refused with, and the sentences beside it. */
export async function refusal(call: Promise<unknown>): Promise<{ error: string; messages: string[] }> {
  const answer = await call.then(
    () => ({ error: 'not refused' }),
    (error: { data?: { error: string; response_metadata?: { messages?: string[] } } }) => {
      if (error.data === undefined) throw error;
      return error.data;
    },
  );
  const { response_metadata } = answer as { response_metadata?: { messages?: string[] } };
  return { error: answer.error, messages: response_metadata?.messages ?? [] };
}

const nothing = () => undefined;

/** A logger that says nothing. */
export const quiet = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};
