import { absolute } from '../shell/redirect.ts';
import { type Installed, print } from './program.ts';
import { test } from './test.ts';

/** What the shell does itself. `names` tells whether there is a program of a name. */
export function builtins(names: (name: string) => string | null): Record<string, Installed> {
  return {
    ':': { run: () => 0 },
    true: { run: () => 0 },
    false: { run: () => 1 },
    echo: { run: echo },
    printf: { run: (call) => done(call.shell.stdout.write(format(call.args))) },
    test: { run: test },
    '[': { run: test },
    exit: { run: leave },
    exec: { run: () => 0 },
    set: { run: () => 0 },
    trap: { run: () => 0 },
    umask: { run: () => 0 },
    break: { run: ({ parent }) => done(parent.set('\0break', '1')) },
    export: { run: assign },
    readonly: { run: assign },
    local: { run: assign },
    unset: { run: ({ parent, args }) => done(args.map((each) => parent.variables.delete(each))) },
    shift: { run: ({ parent }) => done(Object.assign(parent, { args: parent.args.slice(1) })) },
    cd: {
      run({ parent, args }) {
        parent.directory = absolute(parent, args[0] ?? '/');
        return 0;
      },
    },
    pwd: { run: (call) => done(print(call, call.shell.directory)) },
    env: { run: (call) => done(print(call, environment(call.shell.variables))) },
    read: {
      async run({ parent, shell, args }) {
        const [line = ''] = (await shell.stdin.all()).split('\n');
        parent.set(args.at(-1) ?? 'REPLY', line);
        return line === '' ? 1 : 0;
      },
    },
    command: { run: (call) => find(call, names) },
    type: { run: (call) => find(call, names) },
    which: { run: (call) => find(call, names) },
  };
}

/** A builtin that cannot fail. */
function done(_: unknown): number {
  return 0;
}

function echo(call: Parameters<Installed['run']>[0]): number {
  const [first, ...rest] = call.args;
  const words = first === '-n' || first === '-e' || first === '-ne' ? rest : call.args;
  const text = words.join(' ');
  const said = first?.includes('e') && first.startsWith('-') && words === rest ? unescaped(text) : text;
  call.shell.stdout.write(first?.startsWith('-n') && words === rest ? said : `${said}\n`);
  return 0;
}

function environment(variables: ReadonlyMap<string, string>): string {
  return [...variables].map(([name, value]) => `${name}=${value}\n`).join('');
}

function unescaped(text: string): string {
  const marks: Record<string, string> = { n: '\n', t: '\t', r: '\r', '\\': '\\', a: '\u0007', '0': '\0' };
  return text.replace(/\\([ntra0\\])/g, (_, mark: string) => marks[mark]!);
}

/** `%s`, `%d`, `%%`; the format is used again while words are left. */
function format([form = '', ...words]: readonly string[]): string {
  let said = '';
  const left = [...words];
  do {
    said += unescaped(form).replace(/%(-?\d*)([sdbcx%])/g, (_, width: string, kind: string) => {
      if (kind === '%') return '%';
      const word = left.shift() ?? (kind === 's' || kind === 'b' ? '' : '0');
      const text = kind === 'b' ? unescaped(word) : kind === 'd' ? String(Number.parseInt(word, 10) || 0) : word;
      return width.startsWith('-') ? text.padEnd(-Number(width)) : text.padStart(Number(width) || 0);
    });
  } while (left.length > 0 && /%[^%]/.test(form));
  return said;
}

function leave({ parent, args }: Parameters<Installed['run']>[0]): number {
  const status = args[0] === undefined ? parent.status : Number(args[0]) & 255;
  parent.exited = true;
  parent.status = status;
  return status;
}

function assign({ parent, args }: Parameters<Installed['run']>[0]): number {
  for (const arg of args) {
    const [name, value] = arg.split(/=(.*)/s);
    if (value !== undefined) parent.set(name!, value);
  }
  return 0;
}

/** `command -v NAME`; a bare `command NAME` is not needed here. */
function find(call: Parameters<Installed['run']>[0], names: (name: string) => string | null): number {
  const wanted = call.args.filter((arg) => !arg.startsWith('-'));
  const found = wanted.map(names);
  for (const path of found) if (path !== null) print(call, path);
  return found.some((path) => path === null) || wanted.length === 0 ? 127 : 0;
}
