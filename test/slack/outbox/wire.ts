import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call of the Web API as it arrived. */
export interface Call {
  readonly method: string;
  readonly args: Readonly<Record<string, string>>;
  readonly body: string;
  /** Counts all calls from 1. */
  readonly number: number;
}

/** What the server does with a call: answers as usual, otherwise, or takes it in and loses the reply. */
export type Answer =
  | 'usual'
  | { readonly error: string }
  | { readonly status: number; readonly body?: string }
  | { readonly retryAfter: number | null }
  | { readonly redirect: string }
  | 'lose-reply'
  | 'break-after'
  | 'refuse-connection'
  | Promise<void>;

export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly thread_ts: string | undefined;
  text: string;
  blocks: unknown;
  metadata: unknown;
  files?: { id: string }[];
}

/** A Slack of the few methods that the outbox uses, over HTTP, whose faults are asked for call by call. */
export class Wire {
  readonly calls: Call[] = [];
  readonly messages: Message[] = [];
  readonly uploads = new Map<string, string>();
  /** Decides on each call what happens to it. */
  answer: (call: Call) => Answer = () => 'usual';
  private readonly server: Server;
  private clock = Math.floor(Date.now() / 1_000);

  private constructor() {
    this.server = createServer((request, response) => void this.take(request, response));
  }

  static async open(): Promise<Wire> {
    const wire = new Wire();
    await new Promise<void>((resolve) => wire.server.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  get api(): string {
    return `${this.origin}/api/`;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Calls of one method, in the order they came. */
  of(method: string): Call[] {
    return this.calls.filter((call) => call.method === method);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const method = request.url!.replace(/^\/(api\/)?/, '');
    const args = Object.fromEntries(new URLSearchParams(body));
    const call = { method, args, body, number: this.calls.length + 1 };
    this.calls.push(call);
    const answer = this.answer(call);
    if (answer === 'refuse-connection') return void request.socket.destroy();
    if (answer instanceof Promise) await answer;
    else if (typeof answer === 'object') return say(response, answer);
    const result = this.run(call);
    if (answer === 'break-after') return void response.end(JSON.stringify({ ok: false, error: 'internal_error' }));
    if (answer === 'lose-reply') return void request.socket.destroy();
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  }

  private run({ method, args, body }: Call): object {
    if (method.startsWith('upload/')) return { ok: this.uploads.set(method.slice(7), body) !== undefined };
    switch (method) {
      case 'chat.postMessage':
        return this.post(args);
      case 'chat.update':
        return this.update(args);
      case 'conversations.history':
        return this.list((message) => message.thread_ts === undefined && message.channel === args.channel);
      case 'conversations.replies':
        return this.list(({ thread_ts, ts }) => thread_ts === args.ts || ts === args.ts);
      case 'conversations.open':
        return { ok: true, channel: { id: directWith(args.users!) } };
      case 'files.getUploadURLExternal':
        return {
          ok: true,
          file_id: `F${this.calls.length}`,
          upload_url: `${this.origin}/upload/F${this.calls.length}`,
        };
      case 'files.completeUploadExternal':
        return this.post({ ...args, channel: args.channel_id!, text: '' }, JSON.parse(args.files!));
      default:
        return { ok: true };
    }
  }

  private post(args: Call['args'], files?: { id: string }[]): object {
    this.clock += 1;
    const { thread_ts, text } = args as { thread_ts?: string; text: string };
    const channel = directWith(args.channel!);
    const parsed = (name: string) => (args[name] === undefined ? undefined : JSON.parse(args[name]));
    const message = { channel, thread_ts, text, ts: `${this.clock}.000100` };
    this.messages.push({
      ...message,
      blocks: parsed('blocks'),
      metadata: parsed('metadata'),
      ...(files ? { files } : {}),
    });
    return { ok: true, channel, ts: message.ts };
  }

  private update(args: Call['args']): object {
    const message = this.messages.find(({ ts }) => ts === args.ts);
    if (message === undefined) return { ok: false, error: 'message_not_found' };
    Object.assign(message, { text: args.text, blocks: args.blocks && JSON.parse(args.blocks) });
    return { ok: true, ts: message.ts };
  }

  private list(wanted: (message: Message) => boolean): object {
    return { ok: true, messages: this.messages.filter(wanted).reverse(), has_more: false };
  }
}

function say(response: ServerResponse, answer: Exclude<Answer, string | Promise<void>>): void {
  if ('error' in answer) response.end(JSON.stringify({ ok: false, error: answer.error }));
  else if ('redirect' in answer) response.writeHead(307, { location: answer.redirect }).end();
  else if ('status' in answer) response.writeHead(answer.status).end(answer.body ?? '');
  else {
    const header = answer.retryAfter === null ? {} : { 'retry-after': String(answer.retryAfter) };
    response.writeHead(429, header).end(JSON.stringify({ ok: false, error: 'ratelimited' }));
  }
}

/** What is posted to a person stands in the conversation with them. */
function directWith(channel: string): string {
  return channel.replace(/^U/, 'D');
}
