import type { Evidence } from '../evidence.ts';
import type { Block, Line, Quote, Section } from '../reply.ts';
import type { Step } from '../step.ts';
import { marked } from './words.ts';

/** Lines of a host's capture, marked with its letter where there are several captures. */
export type Quoted = (evidence: readonly Evidence[]) => readonly Quote[];

/** A section, or none where nothing is in it. */
export function section(title: string, ...blocks: readonly (Block | null)[]): Section[] {
  const filled = blocks.filter((block) => block !== null && !isEmpty(block)) as Block[];
  return filled.length === 0 ? [] : [{ title, blocks: filled }];
}

function isEmpty(block: Block): boolean {
  if (block.kind === 'matrix') return block.matrix.rows.length === 0;
  if (block.kind === 'chart') return block.chart.rows.length === 0;
  if (block.kind === 'table') return block.rows.length === 0;
  return block.kind === 'commands' ? block.commands.length === 0 : block.lines.length === 0;
}

export function text(...lines: readonly (string | Line)[]): Block {
  return { kind: 'text', lines: lines.map((line) => (typeof line === 'string' ? { text: line } : line)) };
}

export function bullets(lines: readonly (string | Line)[]): Block {
  return { ...text(...lines), kind: 'list' } as Block;
}

export function steps(lines: readonly Line[]): Block {
  return { kind: 'steps', lines };
}

export function commands(lines: readonly string[]): Block {
  return { kind: 'commands', commands: [...new Set(lines)] };
}

/** A step of the core as a line of a reply. */
export function lineOf({ text: said, certainty, evidence, sources }: Step, quoted: Quoted): Line {
  return { text: marked(said, certainty), evidence: quoted(evidence), ...(sources && { sources }) };
}

/** Commands whose output would make an answer surer. */
export function askFor(missing: readonly string[], title = 'To be surer'): Section[] {
  return missing.length === 0 ? [] : section(title, text('Paste the output of:'), commands(missing));
}

/** Commands that prove an answer on the host itself. */
export function proveWith(prove: readonly string[]): Section[] {
  return section('To prove it', commands(prove));
}
