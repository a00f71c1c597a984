/** A record that nobody can change unseen: each entry holds the hash of the one before it. */
import { canonical, type Sha256 } from './plans/canonical.ts';

/** The last entry: what a third party keeps to see that nothing was cut off. */
export interface Head {
  readonly number: number;
  readonly hash: string;
}

export const EMPTY: Head = { number: 0, hash: '0'.repeat(64) };

export type Verdict =
  | { readonly kind: 'whole'; readonly head: Head }
  /** `line` of the export, which is the entry's number. */
  | { readonly kind: 'tampered'; readonly line: number; readonly why: string };

/** SHA-256 of an entry's canonical JSON without the hash itself. */
export function hashOf(body: object, sha256: Sha256): string {
  return sha256(canonical(body));
}

/** Without a head that was kept elsewhere, entries cut off at the end are not seen. */
export async function followChain(
  entries: AsyncIterable<unknown>,
  head: Head | null,
  sha256: Sha256,
): Promise<Verdict> {
  let last = EMPTY;
  for await (const each of entries) {
    const line = last.number + 1;
    const why = faultOf(each, last, sha256);
    if (why !== null) return { kind: 'tampered', line, why };
    last = { number: line, hash: (each as Head).hash };
    if (line === head?.number && last.hash !== head.hash)
      return { kind: 'tampered', line, why: 'The head names another entry here.' };
  }
  if (head !== null && last.number < head.number)
    return { kind: 'tampered', line: last.number + 1, why: 'The entry is missing.' };
  return { kind: 'whole', head: last };
}

/**
 * The entries of an export; a line that is no JSON is no entry. Nor is one that is spelled otherwise than an export spells it: a key
 * that stands there twice is read by people and by other programs as what it is not.
 */
export async function* entriesIn(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<unknown> {
  for await (const line of lines) {
    if (line.trim() === '') continue;
    try {
      const entry: unknown = JSON.parse(line);
      yield spelled(JSON.stringify(entry)) === spelled(line.trim()) ? entry : null;
    } catch {
      yield null;
    }
  }
}

/** JSON with those characters written out that may stand in it as escapes, so that a terminal may show them. */
function spelled(json: string): string {
  return json.replace(/\\(?:u([0-9a-f]{4})|.)/gs, (written, code: string | undefined) =>
    code === undefined || Number.parseInt(code, 16) < 0x7f ? written : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** null: nested so deep that it is nothing of ours. */
function hashOrNone(body: object, sha256: Sha256): string | null {
  try {
    return hashOf(body, sha256);
  } catch (fault) {
    if (fault instanceof RangeError) return null;
    throw fault;
  }
}

function faultOf(entry: unknown, last: Head, sha256: Sha256): string | null {
  if (typeof entry !== 'object' || entry === null || !('hash' in entry)) return 'It is no entry.';
  const { hash, ...body } = entry as { hash: unknown; number?: unknown; prev?: unknown };
  const next = last.number + 1;
  if (typeof body.number === 'number' && body.number > next)
    return `${body.number === next + 1 ? `Entry ${next} is` : `Entries ${next} to ${body.number - 1} are`} missing: entry ${body.number} stands there.`;
  if (body.number !== next) return `It has the number ${String(body.number)}.`;
  if (hash !== hashOrNone(body, sha256)) return 'Its content does not have its hash.';
  return body.prev === last.hash ? null : 'It does not follow from the entry before it.';
}
