/** The running bot answers a terminal on its own machine: reading alone, whoever may open the folder of the store. */
import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { type ChangesPort, callOn } from '../../changes-port.ts';
import { Problem } from '../../problem.ts';
import { isTooLong, socketIn } from './place.ts';
import { type Answered, failed, MOST_ASKED, readCall } from './protocol.ts';

export interface RecordServer {
  close(): Promise<void>;
}

export interface Serving {
  /** The folder of the store. */
  readonly store: string;
  readonly record: ChangesPort;
  /** A fault that is nobody's to answer. */
  readonly failed: (fault: unknown) => void;
}

const MOST_CLIENTS = 16;
/** Who says nothing for so long has gone. */
const IDLE_MS = 30_000;

/**
 * Replaces what an ended process left there: whoever holds the lock of the store is its only bot. Rejects with a `Problem` where
 * nothing can be served there.
 */
export async function serveRecord(serving: Serving): Promise<RecordServer> {
  const path = socketIn(serving.store);
  if (isTooLong(path)) throw notServed(path, 'its path is longer than a socket may have');
  // Who was silent longest comes first, and makes room for whoever comes.
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    if (clients.size >= MOST_CLIENTS) clients.values().next().value?.destroy();
    clients.add(client);
    client.on('data', () => {
      clients.delete(client);
      clients.add(client);
    });
    client.on('close', () => clients.delete(client));
    attend(client, serving);
  });
  removeStale(path);
  await listening(server, path);
  return {
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const client of clients) client.destroy();
      }),
  };
}

/** A socket that nobody listens on; anything else there is not ours to remove. */
function removeStale(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isSocket()) throw notServed(path, 'something else has that name');
  rmSync(path, { force: true });
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((ready, fail) => {
    server.once('error', (fault: NodeJS.ErrnoException) => fail(notServed(path, fault.code ?? fault.message)));
    server.once('listening', () => {
      chmodSync(path, 0o600);
      ready();
    });
    // It is bound at once, so that it is nobody else's from the start, and no other file is made meanwhile.
    const mask = process.umask(0o177);
    server.listen(path);
    process.umask(mask);
  });
}

/** One call after the other for each client; one that is too long, or none, ends its connection. */
function attend(client: Socket, { record, failed: tell }: Serving): void {
  const decoder = new StringDecoder('utf8');
  let text = '';
  let turn: Promise<void> = Promise.resolve();
  client.setTimeout(IDLE_MS, () => client.destroy());
  client.on('error', () => client.destroy());
  client.on('data', (chunk) => {
    text += decoder.write(chunk);
    const lines = text.split('\n');
    text = lines.pop()!;
    if (text.length > MOST_ASKED || lines.length > MOST_CLIENTS || lines.some((line) => line.length > MOST_ASKED))
      return void client.destroy();
    for (const line of lines) turn = turn.then(() => answer(client, line, record)).catch(tell);
  });
}

async function answer(client: Socket, line: string, record: ChangesPort): Promise<void> {
  if (client.destroyed) return;
  const call = readCall(line);
  if (call === null) return void client.destroy();
  try {
    const answered = await callOn(record, call).then((value): Answered => ({ ok: true, answer: value }), failed);
    await written(client, `${JSON.stringify(answered)}\n`);
  } catch (fault) {
    client.destroy();
    throw fault;
  }
}

/** Waits for whoever reads slowly, rather than keeping answers for them. */
async function written(client: Socket, text: string): Promise<void> {
  await new Promise<void>((done) => {
    client.once('close', done);
    client.write(text, () => {
      client.off('close', done);
      done();
    });
  });
}

function notServed(path: string, why: string): Problem {
  return new Problem({
    code: 'record-socket',
    message: `\`vmkbot changes\` and \`vmkbot audit\` cannot ask this bot: nothing is served at ${path} (${why}).`,
    next: 'Name a shorter directory of your own in VMKBOT_STORE, or use Redis.',
    exit: 1,
  });
}
