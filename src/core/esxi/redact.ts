import { PrivateKeys } from './redact/private-key.ts';
import { ASKS, isLikeSecret, SECRETS, type SecretKind, TRIGGER } from './redact/secrets.ts';

/** A secret that was taken out; `line` counts from 1 as evidence does. */
export interface Found {
  readonly kind: SecretKind;
  readonly line: number;
}

export interface Redacted {
  /** The same lines: what was found stands as `[redacted: kind]`. */
  readonly text: string;
  readonly found: readonly Found[];
}

/** Takes out what looks like a secret. What a host prints of itself (addresses, ids, fingerprints) stays as it is. */
export function redact(text: string): Redacted {
  const found: Found[] = [];
  const keys = new PrivateKeys();
  let asked = false;
  const pieces = text.split(/(\r\n|\n|\r)/);
  for (let i = 0; i < pieces.length; i += 2) {
    const raw = pieces[i]!;
    const line = i / 2 + 1;
    const tell = (kind: SecretKind) => found.push({ kind, line });
    const kept = keys.next(raw);
    if (kept !== raw) tell('private key');
    pieces[i] = asked && isLikeSecret(kept) ? typed(kept, tell) : withoutSecrets(kept, tell);
    asked = ASKS.test(raw);
  }
  return found.length === 0 ? { text, found } : { text: pieces.join(''), found };
}

/** A line as it was; without its secrets where it has some, and then also without what hid them. */
function withoutSecrets(line: string, tell: (kind: SecretKind) => void): string {
  const plain = plainly(line);
  if (!TRIGGER.test(plain)) return line;
  const without = replaced(plain, tell);
  return without === plain ? line : without;
}

/** Letters of other widths as their plain ones, and nothing that cannot be seen: a word is what it looks like. */
function plainly(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  if (/^[\x00-\x7f]*$/.test(line)) return line;
  return line.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '').normalize('NFKC');
}

/** The order of the kinds counts: what was taken out as a token is no password any more. */
function replaced(line: string, tell: (kind: SecretKind) => void): string {
  let text = line;
  for (const { kind, find, unless } of SECRETS) {
    text = text.replace(find, (all: string, before: string, secret: string) => {
      if (/^["'\u201c]?\[redacted:/.test(secret) || unless?.test(secret)) return all;
      tell(kind);
      return before + closing(secret, kind);
    });
  }
  return text;
}

function typed(line: string, tell: (kind: SecretKind) => void): string {
  tell('password');
  return line.replace(/\S+/, '[redacted: password]');
}

/** The quotes around a value stay, and so does what closes the sentence or the list it stands in. */
function closing(secret: string, kind: SecretKind): string {
  const [, open = ''] = /^(["'\u201c]?)/.exec(secret)!;
  const [end = ''] = open === '' ? (/["'`)\]},;]{1,8}$/.exec(secret) ?? []) : [];
  return `${open}[redacted: ${kind}]${end}`;
}
