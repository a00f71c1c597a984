import type { ServerChannel } from 'ssh2';
import { ESTABLISHED } from './established.ts';
import { INVENTED } from './invented.ts';
import type { Machine } from './machine.ts';
import { interpret, newShell } from './shell/run.ts';
import { EMPTY, type Sink } from './shell/streams.ts';
import { promptOf } from './versions.ts';

const BANNER = `${ESTABLISHED.loginBanner}\n\n`;

/** An interactive session: prompt, one line after the other; no history and no line editing but the backspace. */
export async function converse(
  machine: Machine,
  channel: ServerChannel,
  pty: boolean,
  typed: (line: string) => void,
): Promise<void> {
  channel.on('error', () => undefined);
  const say = (text: string) => {
    if (channel.writable) channel.write(pty ? text.replaceAll('\n', '\r\n') : text);
  };
  const sink: Sink = { write: say, hold: () => () => undefined };
  const shell = newShell(machine, { stdin: EMPTY, stdout: sink, stderr: sink });
  const prompt = () => say(promptOf(machine.state, shell.directory === '/' ? '~' : shell.directory));
  say(BANNER);
  prompt();
  const idle = new Idle(machine, () => {
    say(`${INVENTED.idleLogout}\n`);
    channel.exit(0);
    channel.end();
    channel.push(null);
  });
  for await (const line of linesOf(channel, pty ? say : () => undefined, idle)) {
    if (line === null) break;
    if (line.trim() !== '') typed(line);
    idle.stop();
    await interpret(shell, line);
    idle.begin();
    if (shell.exited) break;
    prompt();
  }
  idle.stop();
  machine.finish(shell.pid);
  if (!channel.writable) return;
  channel.exit(shell.status);
  channel.end();
}

/** Logs a session out that types nothing; the setting of its beginning counts (safe-change.md S3). */
class Idle {
  readonly #ms: number;
  readonly #over: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(machine: Machine, over: () => void) {
    const seconds = machine.state.config.advanced['/UserVars/ESXiShellInteractiveTimeOut'] ?? 0;
    this.#ms = (seconds * 1000) / machine.timeScale;
    this.#over = over;
    machine.power.signal.addEventListener('abort', () => this.stop(), { once: true });
    this.begin();
  }

  begin(): void {
    clearTimeout(this.#timer);
    if (this.#ms > 0) this.#timer = setTimeout(this.#over, this.#ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** Lines as they are typed, echoed on a terminal; null at Ctrl+D. */
async function* linesOf(
  channel: ServerChannel,
  echo: (text: string) => void,
  idle: Idle,
): AsyncGenerator<string | null> {
  let line = '';
  // A session that ends by itself still has its status to send.
  for await (const chunk of channel.iterator({ destroyOnReturn: false })) {
    idle.begin();
    for (const char of String(chunk)) {
      if (char === '\r' || char === '\n') {
        echo('\n');
        yield line;
        line = '';
      } else if (char === '\u0004' && line === '') yield null;
      else if (char === '\u0003') {
        echo('^C\n');
        yield '';
        line = '';
      } else if (char === '\u007f' || char === '\b') {
        if (line !== '') echo('\b \b');
        line = line.slice(0, -1);
      } else {
        line += char;
        echo(char);
      }
    }
  }
}
