/** What a shell text is made of. */
export type Node =
  | { readonly kind: 'list'; readonly items: readonly { readonly node: Node; readonly background: boolean }[] }
  | { readonly kind: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'not'; readonly node: Node }
  | { readonly kind: 'pipe'; readonly parts: readonly Node[] }
  | Simple
  | { readonly kind: 'group' | 'subshell'; readonly body: Node; readonly redirects: readonly Redirect[] }
  | {
      readonly kind: 'if';
      readonly branches: readonly { readonly when: Node; readonly body: Node }[];
      readonly otherwise: Node | null;
      readonly redirects: readonly Redirect[];
    }
  | {
      readonly kind: 'while';
      readonly until: boolean;
      readonly when: Node;
      readonly body: Node;
      readonly redirects: readonly Redirect[];
    }
  | {
      readonly kind: 'for';
      readonly name: string;
      readonly words: readonly Word[];
      readonly body: Node;
      readonly redirects: readonly Redirect[];
    }
  | {
      readonly kind: 'case';
      readonly word: Word;
      readonly arms: readonly { readonly patterns: readonly Word[]; readonly body: Node }[];
      readonly redirects: readonly Redirect[];
    };

export interface Simple {
  readonly kind: 'simple';
  readonly assignments: readonly { readonly name: string; readonly word: Word }[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

export interface Redirect {
  readonly fd: 0 | 1 | 2;
  readonly how: '<' | '>' | '>>' | '>&' | '<<';
  readonly target: Word;
}

/** Pieces that are joined to one word; what is quoted is neither split nor globbed. */
export type Word = readonly Piece[];

export type Piece = { readonly quoted: boolean } & (
  | { readonly text: string }
  | { readonly variable: string; readonly operator: string; readonly fallback: Word }
  | { readonly command: Node }
  | { readonly sum: string }
);

/** A text the shell does not take. */
export class SyntaxFault extends Error {}
