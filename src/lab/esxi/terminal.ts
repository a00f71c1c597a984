import type { ServerChannel } from 'ssh2';
import type { Machine } from './machine.ts';
import { interpret, newShell } from './shell/run.ts';
import { EMPTY, type Sink } from './shell/streams.ts';
import { promptOf } from './versions.ts';

const BANNER = 'The time and date of this login have been sent to the system logs.\n\n';

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
  for await (const line of linesOf(channel, pty ? say : () => undefined)) {
    if (line === null) break;
    if (line.trim() !== '') typed(line);
    await interpret(shell, line);
    if (shell.exited) break;
    prompt();
  }
  machine.finish(shell.pid);
  if (!channel.writable) return;
  channel.exit(shell.status);
  channel.end();
}

/** Lines as they are typed, echoed on a terminal; null at Ctrl+D. */
async function* linesOf(channel: ServerChannel, echo: (text: string) => void): AsyncGenerator<string | null> {
  let line = '';
  for await (const chunk of channel) {
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
