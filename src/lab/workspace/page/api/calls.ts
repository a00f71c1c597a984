import { type ClientCall, type ClientCalls, ClientRefusal } from '../../client-api.ts';
import { didSomething } from '../state/awaited.ts';

/** The request of a call without `as`, which the page fills in. */
export type Request<K extends ClientCall> = Omit<ClientCalls[K]['request'], 'as'>;

/** Asks the workspace as one person. Throws `ClientRefusal` where it refuses, and with the code `unreachable` where it is gone. */
export type Ask = <K extends ClientCall>(name: K, request: Request<K>) => Promise<ClientCalls[K]['response']>;

export function asking(as: string): Ask {
  return async (name, request) => {
    if (ACTIONS.has(name)) didSomething(placeOf(request));
    const response = await send(name, { as, ...request });
    const answer = (await response.json()) as { ok: boolean; result: never; error?: string; message?: string };
    if (answer.ok) return answer.result;
    throw new ClientRefusal(answer.error ?? 'unknown', answer.message ?? 'The workspace refused this.');
  };
}

/** What a person does and an app may answer. */
const ACTIONS: ReadonlySet<ClientCall> = new Set(['command', 'post', 'upload', 'shortcut', 'act', 'submitView']);

/** Where it is done; nowhere in particular in a modal or on the Home tab. */
function placeOf(request: object): { channel: string | null; at: string | null } {
  const { channel, thread, ts, at } = request as Partial<Record<'channel' | 'thread' | 'ts', string>> & {
    at?: { channel?: string; ts?: string };
  };
  return { channel: channel ?? at?.channel ?? null, at: thread ?? ts ?? at?.ts ?? null };
}

async function send(name: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`/client/${name}`, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => {
    throw new ClientRefusal('unreachable', 'The workspace does not answer. Is it still running?');
  });
}

/** What a person is told where a call failed. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ClientRefusal) return error.message;
  return 'The workspace gave no usable answer.';
}
