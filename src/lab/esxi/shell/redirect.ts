import { INVENTED } from '../invented.ts';
import { type Capture, textOf } from './expand.ts';
import type { Shell } from './run.ts';
import { fixed, NOWHERE, type Sink, type Source } from './streams.ts';
import type { Redirect } from './syntax.ts';

/** The streams of a command after its redirections, in their order; null where one cannot be opened. */
export async function redirected(
  shell: Shell,
  redirects: readonly Redirect[],
  capture: Capture,
): Promise<{ stdin: Source; stdout: Sink; stderr: Sink } | null> {
  const streams = { stdin: shell.stdin, stdout: shell.stdout, stderr: shell.stderr };
  for (const { fd, how, target } of redirects) {
    const name = await textOf(shell, target, capture);
    const path = absolute(shell, name);
    if (how === '<<') streams.stdin = fixed(name);
    else if (how === '<') {
      const text = shell.machine.disk.read(path);
      if (text === null) return failed(shell, INVENTED.noFile('sh', 'open', name));
      streams.stdin = fixed(text);
    } else {
      const sink = how === '>&' ? (name === '1' ? streams.stdout : streams.stderr) : open(shell, path, how);
      if (sink === null) return failed(shell, INVENTED.noFile('sh', 'create', name));
      streams[fd === 2 ? 'stderr' : 'stdout'] = sink;
    }
  }
  return streams;
}

/** A path as seen from the shell's directory. */
export function absolute(shell: Pick<Shell, 'directory'>, path: string): string {
  const full = path.startsWith('/') ? path : `${shell.directory}/${path}`;
  const parts: string[] = [];
  for (const part of full.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function open({ machine }: Shell, path: string, how: '>' | '>>' | '<'): Sink | null {
  if (path === '/dev/null') return NOWHERE;
  const { disk, power } = machine;
  if (!disk.write(path, how === '>>' ? (disk.read(path) ?? '') : '')) return null;
  const { signal } = power;
  return {
    // Nothing is written any more once the host went down.
    write: (text) => void (signal.aborted || disk.write(path, (disk.read(path) ?? '') + text)),
    hold: () => () => undefined,
  };
}

function failed(shell: Shell, why: string): null {
  shell.stderr.write(`${why}\n`);
  return null;
}
