/** A terminal asks the running bot. */
import { connect, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { type ChangesPort, portOver, type RecordCall } from '../../changes-port.ts';
import { Problem } from '../../problem.ts';
import { isTooLong, socketIn } from './place.ts';
import { MOST_ANSWERED, readAnswered } from './protocol.ts';

const ANSWER_MS = 120_000;

/** The bot that holds the store; null where none answers. */
export async function openSocket(store: string): Promise<(ChangesPort & { close(): void }) | null> {
  const path = socketIn(store);
  if (isTooLong(path)) return null;
  const socket = await connected(path);
  if (socket === null) return null;
  const calls = new Calls(socket);
  return { ...portOver((call) => calls.ask(call)), close: () => socket.destroy() };
}

function connected(path: string): Promise<Socket | null> {
  return new Promise((done, fail) => {
    const socket = connect(path, () => {
      socket.off('error', refused);
      done(socket);
    });
    const refused = ({ code }: NodeJS.ErrnoException) => {
      if (code === 'EACCES' || code === 'EPERM') fail(notAllowed(path));
      else done(null);
    };
    socket.once('error', refused);
  });
}

class Calls {
  private readonly socket: Socket;
  private text: string[] = [];
  private size = 0;
  private readonly waiting: { done(line: string): void; fail(fault: Problem): void }[] = [];
  private gone = false;

  constructor(socket: Socket) {
    this.socket = socket;
    const decoder = new StringDecoder('utf8');
    socket.on('data', (chunk) => this.take(decoder.write(chunk)));
    socket.on('error', () => {});
    socket.on('close', () => this.end());
    socket.setTimeout(ANSWER_MS, () => this.waiting.length > 0 && socket.destroy());
  }

  async ask(call: RecordCall): Promise<unknown> {
    const line = await new Promise<string>((done, fail) => {
      if (this.gone) return fail(wentAway());
      this.waiting.push({ done, fail });
      this.socket.write(`${JSON.stringify(call)}\n`);
    });
    const answered = readAnswered(line);
    if (answered === null) throw wentAway();
    if (!answered.ok) throw new Problem(answered.problem);
    return answered.answer;
  }

  private take(text: string): void {
    const [first = '', ...lines] = text.split('\n');
    this.text.push(first);
    this.size += text.length;
    if (this.size > MOST_ANSWERED) this.socket.destroy();
    for (const next of lines) {
      this.waiting.shift()?.done(this.text.join(''));
      this.text = [next];
      this.size = next.length;
    }
  }

  private end(): void {
    this.gone = true;
    for (const { fail } of this.waiting.splice(0)) fail(wentAway());
  }
}

function wentAway(): Problem {
  return new Problem({
    code: 'bot-gone',
    message: 'The bot went away before it answered.',
    next: 'Ask again: where no bot runs, the store is read without one.',
    exit: 1,
  });
}

function notAllowed(path: string): Problem {
  return new Problem({
    code: 'record-socket',
    message: `The bot answers at ${path}, which you may not open.`,
    next: 'Ask as the user that the bot runs as.',
    exit: 1,
  });
}
