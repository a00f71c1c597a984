import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Client, type ClientCall, ClientRefusal, type StreamEvent } from '../client-api.ts';
import { fieldsOf } from './body.ts';
import { faultIn } from './requests.ts';

/** Answers `POST /client/NAME`. */
export async function answerClient(
  client: Client,
  name: string,
  type: string,
  body: Buffer,
): Promise<[number, object]> {
  const fields = type.startsWith('application/json') ? fieldsOf(type, body) : null;
  if (fields === null || !Object.hasOwn(client, name))
    return [404, { ok: false, error: 'unknown_call', message: name }];
  const fault = faultIn(name as ClientCall, fields);
  if (fault !== null) return [400, { ok: false, error: 'invalid_request', message: fault }];
  try {
    const call = client[name as ClientCall] as (request: object) => Promise<object>;
    return [200, { ok: true, result: await call(fields) }];
  } catch (error) {
    if (!(error instanceof ClientRefusal)) throw error;
    return [400, { ok: false, error: error.code, message: error.message }];
  }
}

/** Opens a stream of Server-Sent Events; what `watch` throws is thrown before anything is sent. */
export function openStream(
  request: IncomingMessage,
  response: ServerResponse,
  watch: (listener: (event: StreamEvent) => void) => () => void,
): void {
  const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' };
  response.setHeaders(new Headers(headers));
  const stop = watch((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
  request.on('close', stop);
}
