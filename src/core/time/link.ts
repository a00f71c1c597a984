import type { Certainty, Evidence } from '../evidence.ts';
import type { SourceKey } from '../sources.ts';
import type { Link, LinkName } from './judgement.ts';

type More = { readonly sources?: readonly SourceKey[]; readonly certainty?: Certainty; readonly reason?: string };

function made(state: Link['state']) {
  return (link: LinkName, text: string, evidence: readonly Evidence[], more: More = {}): Link => ({
    link,
    state,
    text,
    evidence,
    certainty: 'documented',
    missing: [],
    ...more,
  });
}

export const holds = made('holds');
export const broken = made('broken');
export const starting = made('starting');

/** A link that nothing captured tells of, with what would. */
export function notKnown(
  link: LinkName,
  text: string,
  missing: readonly string[],
  evidence: readonly Evidence[] = [],
): Link {
  return { link, state: 'not-known', text, certainty: 'unknown', evidence, missing };
}
