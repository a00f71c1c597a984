import type { RichTextLink, TableBlock } from '@slack/types';
import type { Inline } from './elements.ts';

/** The smallest piece of an answer that stays in one message. Neighbours of a kind are set as one list or one block of code. */
export type Part =
  | { readonly kind: 'prose'; readonly elements: readonly (Inline | RichTextLink)[] }
  | { readonly kind: 'item'; readonly number: number | null; readonly elements: readonly Inline[] }
  | { readonly kind: 'code'; readonly group: string; readonly text: string }
  | { readonly kind: 'table'; readonly block: TableBlock };

/** A part with the title that it stands under. */
export interface Titled {
  readonly title: string;
  readonly part: Part;
}
