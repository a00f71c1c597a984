import { PrivateKeys } from './redact/private-key.ts';
import { SECRETS, type SecretKind, TRIGGER } from './redact/secrets.ts';

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
  const pieces = text.split(/(\r\n|\n|\r)/);
  for (let i = 0; i < pieces.length; i += 2) {
    const raw = pieces[i]!;
    const line = i / 2 + 1;
    const kept = keys.next(raw);
    if (kept !== raw) found.push({ kind: 'private key', line });
    pieces[i] = TRIGGER.test(kept) ? withoutSecrets(kept, (kind) => found.push({ kind, line })) : kept;
  }
  return found.length === 0 ? { text, found } : { text: pieces.join(''), found };
}

/** One line. The order of the kinds counts: what was taken out as a token is no password any more. */
function withoutSecrets(line: string, tell: (kind: SecretKind) => void): string {
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

/** The quotes around a value stay, and so does what closes the sentence or the list it stands in. */
function closing(secret: string, kind: SecretKind): string {
  const [, open = ''] = /^(["'\u201c]?)/.exec(secret)!;
  const [end = ''] = open === '' ? (/["'`)\]},;]{1,8}$/.exec(secret) ?? []) : [];
  return `${open}[redacted: ${kind}]${end}`;
}
