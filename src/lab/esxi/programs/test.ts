import { INVENTED } from '../invented.ts';
import { absolute } from '../shell/redirect.ts';
import { type Call, complain } from './program.ts';

/** `test` and `[`: files, texts and numbers; `!`, `-a` and `-o`. */
export function test(call: Call): number {
  const words = call.name === '[' ? call.args.slice(0, -1) : [...call.args];
  if (call.name === '[' && call.args.at(-1) !== ']') {
    complain(call, INVENTED.shell('missing ]'));
    return 2;
  }
  return either(call, words) ? 0 : 1;
}

function either(call: Call, words: readonly string[]): boolean {
  const at = words.indexOf('-o');
  if (at > 0) return either(call, words.slice(0, at)) || either(call, words.slice(at + 1));
  const and = words.indexOf('-a', 1);
  if (and > 0) return one(call, words.slice(0, and)) && either(call, words.slice(and + 1));
  return one(call, words);
}

function one(call: Call, words: readonly string[]): boolean {
  if (words[0] === '!' && words.length > 1) return !one(call, words.slice(1));
  const [left = '', operator = '', right = ''] = words;
  if (words.length === 3) return compare(left, operator, right);
  if (words.length === 2) return about(call, left, operator);
  return left !== '';
}

function compare(left: string, operator: string, right: string): boolean {
  const [a, b] = [Number(left), Number(right)];
  const answers: Record<string, boolean> = {
    '=': left === right,
    '==': left === right,
    '!=': left !== right,
    '-eq': a === b,
    '-ne': a !== b,
    '-lt': a < b,
    '-le': a <= b,
    '-gt': a > b,
    '-ge': a >= b,
  };
  return answers[operator] ?? false;
}

function about({ shell }: Call, operator: string, word: string): boolean {
  const { disk } = shell.machine;
  const path = absolute(shell, word);
  switch (operator) {
    case '-n':
      return word !== '';
    case '-z':
      return word === '';
    case '-d':
      return disk.isDirectory(path);
    case '-e':
    case '-r':
    case '-w':
      return disk.isDirectory(path) || disk.read(path) !== null;
    case '-s':
      return (disk.read(path) ?? '') !== '';
    case '-f':
      return !disk.isDirectory(path) && disk.read(path) !== null;
    default:
      return false;
  }
}
