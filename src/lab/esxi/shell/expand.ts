import { calculate } from './calculate.ts';
import type { Shell } from './run.ts';
import type { Node, Piece, Word } from './syntax.ts';

/** Runs a text in a subshell and gives what it printed; handed in, so that expansion does not import the interpreter. */
export type Capture = (shell: Shell, node: Node) => Promise<string>;

interface Part {
  readonly text: string;
  readonly quoted: boolean;
}

/** The fields that words become: expanded, split at blanks where not quoted, and globbed. */
export async function fieldsOf(shell: Shell, words: readonly Word[], capture: Capture): Promise<string[]> {
  const fields: string[] = [];
  for (const word of words) fields.push(...(await split(shell, word, capture)));
  return fields;
}

/** One word as one text, not split: assignments, redirections, case. */
export async function textOf(shell: Shell, word: Word, capture: Capture): Promise<string> {
  const parts = await partsOf(shell, word, capture);
  return parts.map(({ text }) => text).join('');
}

async function split(shell: Shell, word: Word, capture: Capture): Promise<string[]> {
  const fields: Part[][] = [];
  let open: Part[] | null = null;
  for (const piece of word) {
    if (piece.quoted && 'variable' in piece && piece.variable === '@') {
      const args: Part[] = shell.args.map((text) => ({ text, quoted: true }));
      for (const [i, arg] of args.entries()) {
        if (i === 0) open = [...(open ?? []), arg];
        else {
          fields.push(open!);
          open = [arg];
        }
      }
      continue;
    }
    const part = await partOf(shell, piece, capture);
    if (part.quoted || 'text' in piece) {
      open = [...(open ?? []), part];
      continue;
    }
    const pieces = part.text.split(/[ \t\n]+/);
    for (const [i, text] of pieces.entries()) {
      if (i > 0 && open !== null) {
        fields.push(open);
        open = null;
      }
      if (text !== '') open = [...(open ?? []), { text, quoted: false }];
    }
  }
  if (open !== null) fields.push(open);
  return fields.flatMap((parts) => glob(shell, parts));
}

async function partsOf(shell: Shell, word: Word, capture: Capture): Promise<Part[]> {
  const parts: Part[] = [];
  for (const piece of word) parts.push(await partOf(shell, piece, capture));
  return parts;
}

async function partOf(shell: Shell, piece: Piece, capture: Capture): Promise<Part> {
  const { quoted } = piece;
  if ('text' in piece) return { text: piece.text, quoted };
  if ('command' in piece) return { text: (await capture(shell, piece.command)).replace(/\n+$/, ''), quoted };
  if ('sum' in piece) return { text: String(calculate(piece.sum, (name) => shell.get(name) ?? '0')), quoted };
  return { text: await variable(shell, piece, capture), quoted };
}

async function variable(
  shell: Shell,
  { variable: name, operator, fallback }: Extract<Piece, { variable: string }>,
  capture: Capture,
): Promise<string> {
  const value = shell.get(name);
  const missing = operator.startsWith(':') ? value === undefined || value === '' : value === undefined;
  if (operator === 'length') return String((value ?? '').length);
  if (operator.startsWith('%') || operator.startsWith('#'))
    return trim(value ?? '', operator, await textOf(shell, fallback, capture));
  if (operator.endsWith('+')) return missing ? '' : textOf(shell, fallback, capture);
  if (!missing || operator === '') return value ?? '';
  const text = await textOf(shell, fallback, capture);
  if (operator.endsWith('=')) shell.set(name, text);
  return text;
}

/** `%`, `%%`, `#`, `##`: the shortest or longest match is taken off the end or the beginning. */
function trim(value: string, operator: string, pattern: string): string {
  const lengths = [...Array(value.length + 1).keys()];
  const fits = (length: number) =>
    matches(operator.startsWith('%') ? value.slice(value.length - length) : value.slice(0, length), pattern);
  const found = operator.length === 2 ? lengths.findLast(fits) : lengths.find(fits);
  if (found === undefined) return value;
  return operator.startsWith('%') ? value.slice(0, value.length - found) : value.slice(found);
}

/** Shell patterns: `*`, `?` and `[…]`. */
export function matches(text: string, pattern: string): boolean {
  const source = pattern
    .slice(0, 400)
    .replace(/\*+/g, '*')
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^]*')
    .replace(/\?/g, '[^]')
    .replace(/\[!/g, '[^');
  try {
    return new RegExp(`^${source}$`).test(text.slice(0, 4000));
  } catch {
    return text === pattern;
  }
}

function glob(shell: Shell, parts: readonly Part[]): string[] {
  const text = parts.map((part) => part.text).join('');
  if (!parts.some((part) => !part.quoted && /[*?]/.test(part.text)) || !text.startsWith('/')) return [text];
  const depth = text.split('/').length;
  const found = shell.machine.disk.all().filter((path) => path.split('/').length === depth && matches(path, text));
  return found.length === 0 ? [text] : found;
}
