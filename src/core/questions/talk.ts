import { has, namesOf, type Reading } from './reading.ts';
import { type Role, roleOf } from './roles.ts';

/** Who talks to whom in a question, as far as its words and their order tell. */
export interface Talk {
  /** The far end's address, and whether it begins the conversation. */
  readonly peer: string | null;
  readonly peerRole: Role | null;
  readonly vmknic: string | null;
  readonly vmknicRole: Role | null;
  /** A second address, of the host or of a gateway. */
  readonly other: string | null;
}

export function talkOf(reading: Reading): Talk {
  const addresses = namesOf(reading, 'address').map(({ at, text }) => ({ text, role: roleOf(reading, at) }));
  const ends = addresses.filter(({ role }) => role !== 'along');
  const caller = ends.find(({ role }) => role === 'caller');
  const called = ends.find(({ role }) => role === 'called');
  const peer = leaving(reading) ? (called ?? caller) : (caller ?? called);
  const chosen = peer ?? ends[0] ?? addresses[0];
  const second = ends.find((end) => end !== chosen && end.role !== null);
  const adapter = adapterOf(reading);
  return {
    peer: chosen?.text ?? null,
    peerRole: chosen?.role ?? null,
    vmknic: adapter?.text ?? null,
    vmknicRole: adapter?.role ?? null,
    other: second?.text ?? null,
  };
}

/** With two addresses and words of leaving, the far one is where the packets go. */
function leaving(reading: Reading): boolean {
  return has(reading, 'leaving', 'path') && !has(reading, 'reply');
}

/** The adapter meant: the one dialled before others, never one that is only contrasted (`and not vmk1`). */
function adapterOf(reading: Reading): { readonly text: string; readonly role: Role | null } | null {
  const all = namesOf(reading, 'vmknic').map(({ at, text }) => ({
    text,
    role: roleOf(reading, at),
    contrasted: reading.terms[at - 1]?.tags.has('unlike') === true || contrasted(reading, at),
  }));
  if (isChoice(reading)) return null;
  const meant = all.filter((adapter) => !adapter.contrasted);
  return meant.find(({ role }) => role === 'called' || role === 'caller') ?? meant[0] ?? all[0] ?? null;
}

/** `and not by vmk1`, `rather than through vmk1`. */
function contrasted({ terms }: Reading, at: number): boolean {
  const [before, link] = [terms[at - 2]?.text ?? '', terms[at - 1]];
  return link?.tags.has('along') === true && /^(and not|but not|rather than|instead of|as opposed to)$/.test(before);
}

/** `vmk0 or vmk1`, `which of vmk0 and vmk1`: the question names no one adapter. */
function isChoice({ words }: Reading): boolean {
  return (
    / vmk\d+ or (by |via |over |through |on )?vmk\d+ /.test(words) || / which (one )?of vmk\d+ and vmk\d+ /.test(words)
  );
}
