import type { Chart, Matrix } from './chart.ts';
import type { Evidence } from './evidence.ts';
import type { SourceKey } from './sources.ts';

/** An answer as data: each place where people read it (terminal, chat) renders it within its own limits. */
export interface Reply {
  /** One or two sentences that an operator can act on. */
  readonly headline: Line;
  /** Where it comes from: capture, version, number of findings. */
  readonly context?: string;
  readonly sections: readonly Section[];
  /** Parts that need no proof and are not urgent: they stand behind the quoted lines. */
  readonly afterEvidence?: readonly Section[];
}

/** A titled part; the renderer adds the quoted lines and the sources itself, from what the lines refer to. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** Ways to set lines out. `commands` are for copying and are never wrapped. */
export type Block =
  | { readonly kind: 'text' | 'steps' | 'list'; readonly lines: readonly Line[] }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'matrix'; readonly matrix: Matrix }
  | { readonly kind: 'commands'; readonly commands: readonly string[] };

/** A statement with its proof. Addresses, names and commands in `text` may stand between backticks. */
export interface Line {
  readonly text: string;
  readonly evidence?: readonly Quote[];
  readonly sources?: readonly SourceKey[];
}

/** A line of input; `capture` is its letter where several inputs were read, so that `[A3]` and `[B3]` differ. */
export interface Quote extends Evidence {
  readonly capture?: string;
}
