import { isOutputShaped } from '../../core/esxi/output-shape.ts';
import { asLines, codeOfBlocks } from './rich-text.ts';
import { entities, withoutReferences } from './typed-words.ts';

/** The parts of a message that may hold pasted output, as Slack delivers them. */
export interface PastedMessage {
  readonly text?: string | undefined;
  readonly blocks?: readonly unknown[] | undefined;
  readonly attachments?: readonly unknown[] | undefined;
}

/** A pasted output; its name says where it stood. */
export interface Pasted {
  readonly name: string;
  readonly text: string;
}

/**
 * The outputs in a message: its blocks of code, or without any the lines that look like output, to the last character; then
 * those of messages it forwards. Where nothing looks like output there is none.
 */
export function pastedText(message: PastedMessage): Pasted[] {
  const own = outputsOf(message);
  const forwarded = (message.attachments ?? []).flatMap((each) => messagesIn(each).flatMap(outputsOf));
  const texts = [...own, ...forwarded].filter((text) => text.trim() !== '');
  return texts.map((text, i) => ({ name: texts.length === 1 ? 'paste' : `paste ${i + 1}`, text }));
}

/** The words beside the pasted outputs, still as Slack wrote them: the question, where there is one. */
export function wordsBeside({ text = '', blocks }: PastedMessage): string {
  if (FENCE.test(text) || codeOfBlocks(blocks).length > 0) return text.replace(FENCES, '\n').trim();
  const { before, after } = parted(text);
  return [...before, ...after].join('\n').trim();
}

const FENCE = /```/;
const FENCES = /```[\s\S]*?(?:```|$)/g;

/** Blocks carry the text untouched; `text` is Slack's rendering of them, and all there is where there are no blocks. */
function outputsOf({ text = '', blocks }: PastedMessage): string[] {
  const code = codeOfBlocks(blocks);
  if (code.length > 0) return code;
  const fenced = [...text.matchAll(/```\n?([\s\S]*?)(```|$)/g)].map(([, code, close]) => {
    return close === '' ? undone(code!) : asLines(undone(code!));
  });
  if (fenced.length > 0) return fenced;
  const { output } = parted(text);
  return output.length === 0 ? [] : [undone(output.join('\n'))];
}

/** Everything as it was typed, blanks and tabs too. */
function undone(text: string): string {
  return entities(withoutReferences(text));
}

/** A text of several lines without fences: words, from the first line on that looks like output the output, and a question below it. */
function parted(text: string): Record<'before' | 'output' | 'after', readonly string[]> {
  const lines = text.split('\n');
  const at = lines.length < 2 ? -1 : lines.findIndex(isOutput);
  if (at < 0) return { before: lines, output: [], after: [] };
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const end = /\?\s*$/.test(lines[last]!) && !isOutput(lines[last]!) ? last : lines.length;
  return { before: lines.slice(0, at), output: lines.slice(at, end), after: lines.slice(end) };
}

function isOutput(line: string): boolean {
  return isOutputShaped(undone(line));
}

/** An attachment is a forwarded message, or several, or a text of its own. */
function messagesIn(attachment: unknown): PastedMessage[] {
  if (typeof attachment !== 'object' || attachment === null) return [];
  const { message_blocks: quoted, text, blocks } = attachment as Record<string, unknown>;
  const inner = Array.isArray(quoted) ? quoted.flatMap((each) => (each?.message ? [each.message] : [])) : [];
  const own = { text: typeof text === 'string' ? text : '', blocks: Array.isArray(blocks) ? blocks : [] };
  return inner.length > 0 ? inner.map((each) => ({ text: own.text, blocks: each.blocks })) : [own];
}
