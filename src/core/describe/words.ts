import type { HostIdentity, HostState } from '../esxi/host-state.ts';
import { NOTHING_READ } from '../esxi/nothing-read.ts';
import type { Certainty } from '../evidence.ts';
import type { Outcome } from '../routing/decision.ts';

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `1 finding`, `2 findings`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

export function versionText({ product, version, build, classic }: HostIdentity): string {
  const name = product ?? (classic ? 'classic ESX' : 'ESX/ESXi');
  if (version === undefined) return `${name}, version not shown`;
  return `${name} ${version}${build === undefined ? '' : ` build ${build}`}`;
}

/** Where an answer comes from, under its headline. */
export function contextOf(state: HostState, ...more: readonly string[]): string {
  const { host } = state;
  if (state === NOTHING_READ) return 'No output was given, so this is what is known in general';
  const name = host.name === undefined ? '' : ` of ${host.name}`;
  const read = readText(host);
  const live = read === null ? null : `${host.name}, ${versionText(host)}, ${read}`;
  return [live ?? `From ${givenAs(host)}${name}, ${versionText(host)}`, ...more].join(' · ');
}

function givenAs({ bundle }: HostIdentity): string {
  if (bundle === undefined) return 'a paste';
  return bundle === 'alone' ? 'a support bundle' : 'a support bundle and a paste';
}

/** `read 4 s ago`; where the age is not told, because the answer is kept, `read 09:10:12 UTC`. Null where it was not read live. */
export function readText({ readAt, ageSeconds }: HostIdentity): string | null {
  if (readAt === undefined) return null;
  return ageSeconds === undefined ? `read ${readAt.slice(11, 19)} UTC` : `read ${ageText(ageSeconds)} ago`;
}

/** `4 s`, `3 min`, `2 h`, `5 days`. */
export function ageText(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}

/** A path in few words, for tables and ranges. */
export function wayText(path: { outcome: Outcome; vmknic: string | null; nextHop: string | null }): string {
  const by = path.vmknic ?? 'an adapter not known';
  switch (path.outcome) {
    case 'on-link':
      return `${by}, on its subnet`;
    case 'via-gateway':
      return `${by} via ${path.nextHop ?? 'a gateway not known'}`;
    case 'no-route':
      return 'no route';
    case 'gateway-unreachable':
      return `unreachable gateway${path.nextHop === null ? '' : ` ${path.nextHop}`}`;
    case 'ambiguous':
      return 'ambiguous';
    case 'not-enough-known':
      return 'not known';
  }
}

/** What a certainty means, as the answer's last word on itself. */
export const SURENESS: Readonly<Record<Certainty, string>> = {
  documented: 'The host printed it, or the vendor documents it.',
  reported: 'Users report it; the vendor does not document it.',
  inferred: 'It follows from other lines; no line says it outright.',
  unknown: 'It is not known.',
};

/** A sentence marked where it is less sure than documented. */
export function marked(text: string, certainty: Certainty): string {
  return certainty === 'documented'
    ? text
    : `${text} (${certainty === 'unknown' ? 'not known for certain' : certainty})`;
}
