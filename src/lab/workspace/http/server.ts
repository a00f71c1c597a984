import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerCall } from '../api/call.ts';
import { type Client, ClientRefusal, type StreamEvent } from '../client-api.ts';
import { spendResponseUrl } from '../respond.ts';
import type { Slack } from '../slack.ts';
import { bodyOf, fieldsOf } from './body.ts';
import { answerClient, openStream } from './client.ts';
import { giveFile, takeUpload } from './files.ts';
import { isOurs } from './guard.ts';
import { sendPage } from './page.ts';

export interface Served {
  readonly slack: Slack;
  readonly client: Client;
  readonly page: string;
  watch(as: string, listener: (event: StreamEvent) => void): () => void;
}

/** Listens on loopback; resolves with the server and its port. */
export async function listen(served: Served, port: number): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    route(served, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(String(error));
    });
  });
  server.on('upgrade', (request, socket, head) => {
    const { sockets } = served.slack;
    if (sockets !== null && isOurs(request) && request.url?.startsWith('/link/'))
      sockets.upgrade(request, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

async function route(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = `http://127.0.0.1${request.url ?? '/'}`;
  if (!URL.canParse(address)) return sendJson(response, 400, { ok: false, error: 'invalid_address' });
  const { pathname, searchParams } = new URL(address);
  if (!isOurs(request)) return sendJson(response, 403, { ok: false, error: 'not_from_here' });
  const [, first = '', ...rest] = pathname.split('/');
  const isPost = request.method === 'POST';
  switch (first) {
    case 'api':
      return sendApi(served.slack, rest.join('/'), searchParams, request, response);
    case 'upload':
      return takeUpload(served.slack, rest.join('/'), request, response);
    case 'files-pri':
      return giveFile(served.slack, pathname, bearerOf(request), response);
    case 'respond':
      return sendResponse(served.slack, rest.at(-1) ?? '', request, response);
    case 'signin':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!DOCTYPE html><title>Sign in | Slack</title>');
      return;
    case 'archives':
      response.writeHead(302, { location: threadAt(rest, searchParams.get('thread_ts')) });
      response.end();
      return;
    case 'client':
      return isPost
        ? sendClient(served, rest[0] ?? '', request, response)
        : sendStream(served, searchParams, request, response);
    default:
      return isPost ? sendJson(response, 405, { ok: false }) : sendPage(served.page, pathname, response);
  }
}

/** Where the page shows what a permalink names, `/archives/C…/p1732199999000100`: in its thread. */
function threadAt([channel = '', message = '']: readonly string[], thread: string | null): string {
  const ts = thread ?? message.replace(/^p(\d+)(\d{6})$/, '$1.$2');
  return `/#thread=${encodeURIComponent(channel)}/${encodeURIComponent(ts)}`;
}

async function sendApi(
  slack: Slack,
  method: string,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fields = fieldsOf(request.headers['content-type'] ?? '', await bodyOf(request));
  if (fields === null) return sendJson(response, 200, { ok: false, error: 'invalid_json' });
  const args = { ...Object.fromEntries(query), ...fields };
  const token = bearerOf(request) || String(args.token ?? '');
  const answer = await answerCall(slack, method, args, token);
  if (answer === 'cut') return void request.socket.destroy();
  if (answer !== 'hang') sendJson(response, answer.status, answer.body, answer.headers);
}

async function sendResponse(
  slack: Slack,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fields = fieldsOf('application/json', await bodyOf(request));
  if (fields === null) return sendJson(response, 400, { ok: false, error: 'invalid_payload' });
  const { status, body } = spendResponseUrl(slack, id, fields);
  sendJson(response, status, body);
}

async function sendClient({ client }: Served, name: string, request: IncomingMessage, response: ServerResponse) {
  const [status, body] = await answerClient(client, name, request.headers['content-type'] ?? '', await bodyOf(request));
  sendJson(response, status, body);
}

function sendStream(
  { watch }: Served,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  try {
    openStream(request, response, (listener) => watch(query.get('as') ?? '', listener));
  } catch (error) {
    if (!(error instanceof ClientRefusal)) throw error;
    sendJson(response, 400, { ok: false, error: error.code, message: error.message });
  }
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
) {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(JSON.stringify(body));
}

function bearerOf({ headers }: IncomingMessage): string {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
}
