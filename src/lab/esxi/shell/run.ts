import { INVENTED } from '../invented.ts';
import type { Machine } from '../machine.ts';
import { PROGRAMS } from '../programs/index.ts';
import { isClassic } from '../versions.ts';
import { fieldsOf, matches, textOf } from './expand.ts';
import { parse } from './parse.ts';
import { redirected } from './redirect.ts';
import { Buffered, EMPTY, fixed, type Sink, type Source } from './streams.ts';
import { type Node, type Simple, SyntaxFault } from './syntax.ts';

/** A running shell: what a program sees besides its words. */
export interface Shell {
  readonly machine: Machine;
  readonly pid: number;
  readonly signal: AbortSignal;
  readonly args: readonly string[];
  readonly variables: Map<string, string>;
  directory: string;
  status: number;
  exited: boolean;
  lastBackground: number | null;
  /** In the background a shell keeps the pid that `$!` tells. */
  keepsPid: boolean;
  stdin: Source;
  stdout: Sink;
  stderr: Sink;
  get(name: string): string | undefined;
  set(name: string, value: string): void;
}

interface Streams {
  readonly stdin: Source;
  readonly stdout: Sink;
  readonly stderr: Sink;
}

const LOOPS = 100_000;

/** A shell as SSH starts one. */
export function newShell(machine: Machine, streams: Streams, more: Partial<Pick<Shell, 'pid' | 'signal'>> = {}): Shell {
  const { client, dials } = machine.world;
  return shellOf(machine, {
    ...streams,
    pid: more.pid ?? machine.start('sh').pid,
    signal: more.signal ?? machine.power.signal,
    args: [],
    variables: new Map([
      ['PATH', '/bin:/sbin:/usr/bin:/usr/sbin'],
      ['HOME', isClassic(machine.state) ? '/root' : '/'],
      ['USER', 'root'],
      ['SHELL', '/bin/sh'],
      ['SSH_CONNECTION', `${client.address} ${client.port} ${dials} 22`],
      ['SSH_CLIENT', `${client.address} ${client.port} 22`],
    ]),
  });
}

function shellOf(machine: Machine, given: Streams & Pick<Shell, 'pid' | 'signal' | 'args' | 'variables'>): Shell {
  return {
    machine,
    ...given,
    directory: '/',
    status: 0,
    exited: false,
    lastBackground: null,
    keepsPid: false,
    get(name) {
      if (name === '?') return String(this.status);
      if (name === '$') return String(this.pid);
      if (name === '!') return this.lastBackground === null ? '' : String(this.lastBackground);
      if (name === '#') return String(this.args.length);
      if (name === '@' || name === '*') return this.args.join(' ');
      if (/^[1-9]$/.test(name)) return this.args[Number(name) - 1];
      return name === '0' ? 'sh' : this.variables.get(name);
    },
    set(name, value) {
      this.variables.set(name, value);
    },
  };
}

/** A shell inside this one: what it sets stays inside. */
export function subshell(shell: Shell, streams: Partial<Streams> = {}, more: Partial<Shell> = {}): Shell {
  const inner = shellOf(shell.machine, {
    stdin: streams.stdin ?? shell.stdin,
    stdout: streams.stdout ?? shell.stdout,
    stderr: streams.stderr ?? shell.stderr,
    pid: more.pid ?? shell.pid,
    signal: more.signal ?? shell.signal,
    args: more.args ?? shell.args,
    variables: new Map(shell.variables),
  });
  return Object.assign(inner, { directory: shell.directory, status: shell.status, keepsPid: more.keepsPid ?? false });
}

/** Runs a text and gives its exit status. */
export async function interpret(shell: Shell, text: string): Promise<number> {
  let node: Node;
  try {
    node = parse(text);
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault;
    shell.stderr.write(`${INVENTED.shell(`syntax error: ${fault.message}`)}\n`);
    shell.status = 2;
    return 2;
  }
  return evaluate(shell, node);
}

async function evaluate(shell: Shell, node: Node): Promise<number> {
  if (shell.exited || shell.signal.aborted) return shell.status;
  shell.status = await statusOf(shell, node);
  return shell.status;
}

async function statusOf(shell: Shell, node: Node): Promise<number> {
  switch (node.kind) {
    case 'list':
      return list(shell, node);
    case 'and':
      return (await evaluate(shell, node.left)) === 0 ? evaluate(shell, node.right) : shell.status;
    case 'or':
      return (await evaluate(shell, node.left)) === 0 ? 0 : evaluate(shell, node.right);
    case 'not':
      return (await evaluate(shell, node.node)) === 0 ? 1 : 0;
    case 'pipe':
      return pipe(shell, node.parts);
    case 'simple':
      return simple(shell, node);
    default:
      return compound(shell, node);
  }
}

async function list(shell: Shell, { items }: Extract<Node, { kind: 'list' }>): Promise<number> {
  let status = 0;
  for (const { node, background } of items) {
    if (shell.exited || shell.signal.aborted) break;
    status = background ? inBackground(shell, node) : await evaluate(shell, node);
  }
  return shell.exited ? shell.status : status;
}

/** Started, not waited for; it holds its output open and lives until it ends, is killed, or the host goes down. */
function inBackground(shell: Shell, node: Node): number {
  const process = shell.machine.start('sh');
  const inner = subshell(shell, { stdin: EMPTY }, { pid: process.pid, signal: process.stop.signal, keepsPid: true });
  const holds: (() => void)[] = [];
  shell.lastBackground = process.pid;
  if (needs(node, 0) || needs(node, 1)) holds.push(shell.stdout.hold());
  if (needs(node, 2)) holds.push(shell.stderr.hold());
  void evaluate(inner, node).finally(() => {
    shell.machine.finish(process.pid);
    for (const release of holds) release();
  });
  return 0;
}

/** Whether a command keeps this descriptor of the shell, that is, does not redirect it. */
function needs(node: Node, fd: 0 | 1 | 2): boolean {
  if (!('redirects' in node)) return true;
  return !node.redirects.some((each) => each.fd === fd);
}

async function pipe(shell: Shell, parts: readonly Node[]): Promise<number> {
  let stdin = shell.stdin;
  for (const part of parts.slice(0, -1)) {
    const stdout = new Buffered();
    await evaluate(subshell(shell, { stdin, stdout }), part);
    stdin = fixed(stdout.text);
  }
  return evaluate(subshell(shell, { stdin }), parts.at(-1)!);
}

async function compound(
  shell: Shell,
  node: Exclude<Node, { kind: 'list' | 'and' | 'or' | 'not' | 'pipe' | 'simple' }>,
): Promise<number> {
  const streams = await redirected(shell, node.redirects, capture);
  if (streams === null) return 1;
  if (node.kind === 'subshell') {
    const inner = subshell(shell, streams);
    return evaluate(inner, node.body);
  }
  const kept = { stdin: shell.stdin, stdout: shell.stdout, stderr: shell.stderr };
  Object.assign(shell, streams);
  try {
    if (node.kind === 'if') return await choose(shell, node);
    if (node.kind === 'while') return await repeat(shell, node);
    if (node.kind === 'for') return await each(shell, node);
    if (node.kind === 'case') return await select(shell, node);
    return await evaluate(shell, node.body);
  } finally {
    Object.assign(shell, kept);
  }
}

async function choose(shell: Shell, { branches, otherwise }: Extract<Node, { kind: 'if' }>): Promise<number> {
  for (const { when, body } of branches) if ((await evaluate(shell, when)) === 0) return evaluate(shell, body);
  return otherwise === null ? 0 : evaluate(shell, otherwise);
}

async function repeat(shell: Shell, { when, until, body }: Extract<Node, { kind: 'while' }>): Promise<number> {
  let status = 0;
  for (let i = 0; i < LOOPS && !shell.exited && !shell.signal.aborted; i += 1) {
    if (((await evaluate(shell, when)) === 0) === until || shell.exited) break;
    status = await evaluate(shell, body);
    if (shell.variables.delete('\0break')) break;
  }
  return status;
}

async function each(shell: Shell, { name, words, body }: Extract<Node, { kind: 'for' }>): Promise<number> {
  let status = 0;
  for (const value of await fieldsOf(shell, words, capture)) {
    if (shell.exited || shell.signal.aborted) break;
    shell.set(name, value);
    status = await evaluate(shell, body);
    if (shell.variables.delete('\0break')) break;
  }
  return status;
}

async function select(shell: Shell, { word, arms }: Extract<Node, { kind: 'case' }>): Promise<number> {
  const text = await textOf(shell, word, capture);
  for (const { patterns, body } of arms) {
    for (const pattern of patterns)
      if (matches(text, await textOf(shell, pattern, capture))) return evaluate(shell, body);
  }
  return 0;
}

async function capture(shell: Shell, node: Node): Promise<string> {
  const stdout = new Buffered();
  const inner = subshell(shell, { stdout });
  shell.status = await evaluate(inner, node);
  return stdout.text;
}

async function simple(shell: Shell, { assignments, words, redirects }: Simple): Promise<number> {
  const fields = await fieldsOf(shell, words, capture);
  const streams = await redirected(shell, redirects, capture);
  if (streams === null) return 1;
  const target = fields.length === 0 ? shell : subshell(shell, streams, { keepsPid: shell.keepsPid });
  for (const { name, word } of assignments) target.set(name, await textOf(shell, word, capture));
  if (fields.length === 0) return assignments.length === 0 ? 0 : shell.status;
  return runProgram(shell, target, fields);
}

/** Runs the program that the first word names. Builtins change `shell`; everything else sees only `inner`. */
export async function runProgram(shell: Shell, inner: Shell, fields: readonly string[]): Promise<number> {
  const [name = '', ...args] = fields;
  const program = PROGRAMS.find(name, shell.machine.state);
  if (program === null) {
    inner.stderr.write(`${INVENTED.notFound(name, isClassic(shell.machine.state))}\n`);
    return 127;
  }
  return program({ shell: inner, parent: shell, name, args });
}
