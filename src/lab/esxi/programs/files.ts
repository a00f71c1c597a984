import { INVENTED } from '../invented.ts';
import { absolute } from '../shell/redirect.ts';
import { type Call, complain, type Installed, print, readOptions } from './program.ts';

/** Programs that read and change files. */
export const FILES: Record<string, Installed> = {
  cat: { run: (call) => lines(call, (text) => text) },
  mkdir: { run: makeDirectories },
  rmdir: { run: removeDirectories },
  rm: { run: remove },
  touch: { run: touch },
  mv: { run: (call) => copy(call, true) },
  cp: { run: (call) => copy(call, false) },
  ls: { run: list },
  grep: { run: grep },
  egrep: { run: grep },
  fgrep: { run: grep },
  head: { run: (call) => lines(call, (text) => part(text, amount(call), 'head')) },
  tail: { run: (call) => lines(call, (text) => part(text, amount(call), 'tail')) },
  sort: { run: (call) => lines(call, (text) => join(split(text).sort())) },
  uniq: { run: (call) => lines(call, (text) => join(split(text).filter((line, i, all) => line !== all[i - 1]))) },
  wc: { run: count },
  tee: { run: tee },
};

function split(text: string): string[] {
  const all = text.split('\n');
  if (all.at(-1) === '') all.pop();
  return all;
}

function join(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

/** The texts named, or the input where none is. */
async function texts(call: Call, names: readonly string[]): Promise<{ name: string; text: string | null }[]> {
  if (names.length === 0) return [{ name: '-', text: await call.shell.stdin.all() }];
  return names.map((name) => ({ name, text: call.shell.machine.disk.read(absolute(call.shell, name)) }));
}

async function lines(call: Call, change: (text: string) => string): Promise<number> {
  let status = 0;
  const { rest } = readOptions(call.args, ['n', 'c']);
  for (const { name, text } of await texts(call, rest)) {
    if (text !== null) call.shell.stdout.write(change(text));
    else {
      complain(call, INVENTED.noFile(call.name, 'open', name));
      status = 1;
    }
  }
  return status;
}

function amount({ args }: Call): { lines: number; bytes: number | null } {
  const { options } = readOptions(args, ['n', 'c']);
  const short = args.map((arg) => /^-(\d+)$/.exec(arg)?.[1]).find((found) => found !== undefined);
  const bytes = options.get('c');
  return { lines: Number(options.get('n') ?? short ?? 10), bytes: bytes === undefined ? null : Number(bytes) };
}

function part(text: string, { lines: wanted, bytes }: { lines: number; bytes: number | null }, side: 'head' | 'tail') {
  if (bytes !== null) return side === 'head' ? text.slice(0, bytes) : text.slice(-bytes);
  const all = split(text);
  return join(side === 'head' ? all.slice(0, wanted) : all.slice(Math.max(0, all.length - wanted)));
}

async function grep(call: Call): Promise<number> {
  const { options, rest } = readOptions(call.args, ['e', 'm']);
  const [pattern = '', ...names] = options.has('e') ? [options.get('e')!, ...rest] : rest;
  const fixed = options.has('F') || call.name === 'fgrep';
  const source = fixed ? pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : pattern.replace(/\\([|()+?])/g, '$1');
  const form = new RegExp(options.has('w') ? `\\b${classes(source)}\\b` : classes(source), options.has('i') ? 'i' : '');
  const found: string[] = [];
  for (const { name, text } of await texts(call, names)) {
    const hits = split(text ?? '').filter((line) => form.test(line) !== options.has('v'));
    found.push(...hits.map((line) => (names.length > 1 ? `${name}:${line}` : line)));
  }
  if (options.has('c')) print(call, String(found.length));
  else if (!options.has('q')) call.shell.stdout.write(join(found));
  return found.length > 0 ? 0 : 1;
}

/** Classes of characters, as grep names them. */
const classes = (source: string) =>
  [
    ['[[:space:]]', '\\s'],
    ['[[:digit:]]', '\\d'],
    ['[:space:]', '\\s'],
    ['[:digit:]', '\\d'],
  ].reduce((text, [name, sign]) => text.replaceAll(name!, sign!), source);

async function count(call: Call): Promise<number> {
  const { options, rest } = readOptions(call.args, []);
  for (const { text } of await texts(call, rest)) {
    const size = options.has('l') ? split(text ?? '').length : (text ?? '').length;
    print(call, String(size));
  }
  return 0;
}

async function tee(call: Call): Promise<number> {
  const text = await call.shell.stdin.all();
  for (const name of call.args) call.shell.machine.disk.write(absolute(call.shell, name), text);
  call.shell.stdout.write(text);
  return 0;
}

/** Making a directory is atomic: of two that try, one gets status 0. */
function makeDirectories(call: Call): number {
  let status = 0;
  const { options, rest } = readOptions(call.args, ['m']);
  for (const name of rest) {
    const made = call.shell.machine.disk.makeDirectory(absolute(call.shell, name));
    if (made === 'made' || (made === 'exists' && options.has('p'))) continue;
    complain(call, INVENTED.noDirectory(name, made === 'exists'));
    status = 1;
  }
  return status;
}

function removeDirectories(call: Call): number {
  let status = 0;
  for (const name of call.args) {
    const path = absolute(call.shell, name);
    const { disk } = call.shell.machine;
    if (disk.isDirectory(path) && disk.children(path).length === 0) disk.remove(path);
    else {
      complain(call, INVENTED.notRemoved(name, disk.isDirectory(path)));
      status = 1;
    }
  }
  return status;
}

function remove(call: Call): number {
  let status = 0;
  const { options, rest } = readOptions(call.args, []);
  const tree = options.has('r') || options.has('R');
  for (const name of rest) {
    const path = absolute(call.shell, name);
    const { disk } = call.shell.machine;
    const directory = disk.isDirectory(path);
    if (directory && !tree) complain(call, INVENTED.isDirectory(name));
    else if (tree ? disk.removeTree(path) : disk.remove(path)) continue;
    else if (!options.has('f')) complain(call, INVENTED.noFile('rm', 'remove', name));
    if (directory || !options.has('f')) status = 1;
  }
  return status;
}

function touch(call: Call): number {
  const { disk } = call.shell.machine;
  const failed = call.args.filter((name) => {
    const path = absolute(call.shell, name);
    return !disk.write(path, disk.read(path) ?? '');
  });
  for (const name of failed) complain(call, INVENTED.noFile('touch', 'create', name));
  return failed.length > 0 ? 1 : 0;
}

function copy(call: Call, move: boolean): number {
  const { disk } = call.shell.machine;
  const { rest } = readOptions(call.args, []);
  const [from = '', to = ''] = rest.map((name) => absolute(call.shell, name));
  const text = disk.read(from);
  if (text === null || !disk.write(to, text)) {
    complain(call, INVENTED.noFile(call.name, 'stat', rest[0] ?? ''));
    return 1;
  }
  if (move) disk.remove(from);
  return 0;
}

function list(call: Call): number {
  const { disk } = call.shell.machine;
  const { options, rest } = readOptions(call.args, []);
  let status = 0;
  for (const name of rest.length > 0 ? rest : [call.shell.directory]) {
    const path = absolute(call.shell, name);
    if (disk.isDirectory(path) && !options.has('d')) print(call, join(disk.children(path)));
    else if (disk.isDirectory(path) || disk.read(path) !== null) print(call, name);
    else {
      complain(call, INVENTED.noFile('ls', 'open', name));
      status = 1;
    }
  }
  return status;
}
