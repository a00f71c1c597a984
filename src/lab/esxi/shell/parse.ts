import { type Node, type Redirect, SyntaxFault, type Word } from './syntax.ts';
import { readWord } from './words.ts';

const RESERVED = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', ')']);

/** Reads a shell text. Throws a SyntaxFault where it cannot be read. */
export function parse(text: string): Node {
  const parser = new Parser(text);
  const node = parser.list([]);
  if (parser.at < text.length) throw new SyntaxFault(`unexpected "${text[parser.at]}"`);
  return node;
}

/** A busybox-like grammar: lists, pipes, groups, if, while, for, case, redirections. No functions. */
export class Parser {
  at = 0;
  readonly text: string;
  /** Documents whose lines begin after the next line break. */
  #documents: { end: string; take: (text: string) => void }[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** A text inside this one, such as what stands between backquotes. */
  inner(text: string): Node {
    return parse(text);
  }

  innerWord(text: string): Word {
    if (text === '') return [];
    const parser = new Parser(text.replace(/[\s;&|<>()]/g, '\\$&'));
    return readWord(parser) ?? [];
  }

  /** Commands up to one of these words. */
  list(ends: readonly string[]): Node {
    const items: { node: Node; background: boolean }[] = [];
    for (;;) {
      this.#skip(true);
      if (this.at >= this.text.length || ends.includes(this.#peek()) || this.text.startsWith(';;', this.at)) break;
      const node = this.#andOr();
      this.#skip(false);
      const background = this.text[this.at] === '&' && this.text[this.at + 1] !== '&';
      items.push({ node, background });
      if (background) this.at += 1;
      else if (this.text[this.at] === ';' && this.text[this.at + 1] !== ';') this.at += 1;
      else if (this.text[this.at] !== '\n') break;
    }
    this.#skip(true);
    return { kind: 'list', items };
  }

  expect(word: string): void {
    this.#skip(true);
    if (this.#peek() !== word) throw new SyntaxFault(`expecting "${word}"`);
    this.at += word.length;
  }

  #andOr(): Node {
    let left = this.#pipe();
    for (;;) {
      this.#skip(false);
      const operator = this.text.slice(this.at, this.at + 2);
      if (operator !== '&&' && operator !== '||') return left;
      this.at += 2;
      this.#skip(true);
      left = { kind: operator === '&&' ? 'and' : 'or', left, right: this.#pipe() };
    }
  }

  #pipe(): Node {
    this.#skip(false);
    if (this.#peek() === '!') {
      this.at += 1;
      return { kind: 'not', node: this.#pipe() };
    }
    const parts = [this.#command()];
    for (;;) {
      this.#skip(false);
      if (this.text[this.at] !== '|' || this.text[this.at + 1] === '|') break;
      this.at += 1;
      this.#skip(true);
      parts.push(this.#command());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'pipe', parts };
  }

  #command(): Node {
    this.#skip(false);
    const word = this.#peek();
    if (word === '(') return this.#enclosed('subshell', '(', ')');
    if (word === '{') return this.#enclosed('group', '{', '}');
    if (word === 'if') return this.#if();
    if (word === 'while' || word === 'until') return this.#while(word);
    if (word === 'for') return this.#for();
    if (word === 'case') return this.#case();
    if (RESERVED.has(word)) throw new SyntaxFault(`unexpected "${word}"`);
    return this.#simple();
  }

  #enclosed(kind: 'group' | 'subshell', open: string, close: string): Node {
    this.at += open.length;
    const body = this.list([close]);
    this.expect(close);
    return { kind, body, redirects: this.#redirects() };
  }

  #if(): Node {
    this.at += 2;
    const branches = [];
    let otherwise: Node | null = null;
    for (;;) {
      const when = this.list(['then']);
      this.expect('then');
      branches.push({ when, body: this.list(['elif', 'else', 'fi']) });
      const word = this.#peek();
      if (word === 'elif') this.at += 4;
      else if (word === 'else') {
        this.at += 4;
        otherwise = this.list(['fi']);
        break;
      } else break;
    }
    this.expect('fi');
    return { kind: 'if', branches, otherwise, redirects: this.#redirects() };
  }

  #while(word: string): Node {
    this.at += 5;
    const when = this.list(['do']);
    const body = this.#loop();
    return { kind: 'while', until: word === 'until', when, body, redirects: this.#redirects() };
  }

  #loop(): Node {
    this.expect('do');
    const body = this.list(['done']);
    this.expect('done');
    return body;
  }

  #for(): Node {
    this.at += 3;
    this.#skip(false);
    const name = /^[A-Za-z_]\w*/.exec(this.text.slice(this.at))?.[0];
    if (name === undefined) throw new SyntaxFault('bad for loop variable');
    this.at += name.length;
    const words: Word[] = [];
    this.#skip(true);
    if (this.#peek() === 'in') {
      this.at += 2;
      for (this.#skip(false); ; this.#skip(false)) {
        const word = readWord(this);
        if (word === null) break;
        words.push(word);
      }
      if (this.text[this.at] === ';') this.at += 1;
    }
    return { kind: 'for', name, words, body: this.#loop(), redirects: this.#redirects() };
  }

  #case(): Node {
    this.at += 4;
    this.#skip(false);
    const word = readWord(this) ?? [];
    this.expect('in');
    const arms = [];
    for (this.#skip(true); this.#peek() !== 'esac'; this.#skip(true)) {
      if (this.at >= this.text.length) throw new SyntaxFault('expecting "esac"');
      arms.push(this.#arm());
    }
    this.expect('esac');
    return { kind: 'case', word, arms, redirects: this.#redirects() } as Node;
  }

  #arm(): { patterns: Word[]; body: Node } {
    if (this.text[this.at] === '(') this.at += 1;
    const patterns: Word[] = [];
    for (;;) {
      this.#skip(false);
      patterns.push(readWord(this) ?? []);
      this.#skip(false);
      if (this.text[this.at] !== '|') break;
      this.at += 1;
    }
    this.expect(')');
    const body = this.list(['esac']);
    if (this.text.startsWith(';;', this.at)) this.at += 2;
    return { patterns, body };
  }

  #simple(): Node {
    const assignments: { name: string; word: Word }[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (;;) {
      this.#skip(false);
      const redirect = this.#redirect();
      if (redirect) {
        redirects.push(redirect);
        continue;
      }
      const name =
        words.length === 0 ? /^([A-Za-z_]\w*)=/.exec(this.text.slice(this.at, this.at + 80))?.[1] : undefined;
      if (name !== undefined) this.at += name.length + 1;
      const word = readWord(this);
      if (name !== undefined) assignments.push({ name, word: word ?? [] });
      else if (word === null) break;
      else words.push(word);
    }
    if (assignments.length + words.length + redirects.length === 0)
      throw new SyntaxFault(`unexpected "${this.text[this.at] ?? 'end of file'}"`);
    return { kind: 'simple', assignments, words, redirects };
  }

  #redirects(): Redirect[] {
    const found: Redirect[] = [];
    for (;;) {
      this.#skip(false);
      const redirect = this.#redirect();
      if (redirect === null) return found;
      found.push(redirect);
    }
  }

  #redirect(): Redirect | null {
    const found = /^([012]?)(<<-?|>>|>&|<&|[<>])/.exec(this.text.slice(this.at, this.at + 4));
    if (found === null) return null;
    this.at += found[0].length;
    this.#skip(false);
    const target = readWord(this);
    if (target === null) throw new SyntaxFault('unexpected redirection');
    const how = found[2]!.startsWith('<<') ? '<<' : found[2] === '<&' ? '>&' : (found[2] as Redirect['how']);
    const fd = (found[1] === '' ? (found[2]!.startsWith('<') ? 0 : 1) : Number(found[1])) as 0 | 1 | 2;
    return how === '<<' ? this.#document(fd, target) : { fd, how, target };
  }

  /** `<<END`: its text is known when the line has ended, before anything is run. */
  #document(fd: 0 | 1 | 2, target: Word): Redirect {
    const lines: { quoted: true; text: string }[] = [{ quoted: true, text: '' }];
    const end = target.map((piece) => ('text' in piece ? piece.text : '')).join('');
    this.#documents.push({ end, take: (text) => lines.splice(0, 1, { quoted: true, text }) });
    return { fd, how: '<<', target: lines };
  }

  /** Blanks, comments, and line breaks where they mean nothing. */
  #skip(breaks: boolean): void {
    for (;;) {
      const char = this.text[this.at];
      if (char === ' ' || char === '\t' || char === '\r') this.at += 1;
      else if (char === '\\' && this.text[this.at + 1] === '\n') this.at += 2;
      else if (char === '#') while (this.at < this.text.length && this.text[this.at] !== '\n') this.at += 1;
      else if (char === '\n' && this.#documents.length > 0) {
        this.at += 1;
        this.#takeDocuments();
        // The line break still ends the command.
        if (this.text[this.at - 1] === '\n') this.at -= 1;
        if (!breaks) return;
      } else if (char === '\n' && breaks) this.at += 1;
      else return;
    }
  }

  #takeDocuments(): void {
    for (const { end, take } of this.#documents.splice(0)) {
      const lines: string[] = [];
      while (this.at < this.text.length) {
        const stop = this.text.indexOf('\n', this.at);
        const line = this.text.slice(this.at, stop < 0 ? undefined : stop);
        this.at = stop < 0 ? this.text.length : stop + 1;
        if (line.replace(/^\t+/, '') === end) break;
        lines.push(`${line}\n`);
      }
      take(lines.join(''));
    }
  }

  /** The next plain word or mark, without taking it. */
  #peek(): string {
    const rest = this.text.slice(this.at, this.at + 40);
    return /^[(){}!](?=\s|$)|^[()]|^[^\s;&|<>()'"$`\\]+/.exec(rest)?.[0] ?? '';
  }
}
