import type { Assumption, HostState, Unread } from '../esxi/host-state.ts';
import type { Section } from '../reply.ts';
import { lineRanges } from './line-ranges.ts';
import { bullets, type Quoted, section } from './sections.ts';

const MOST_ASSUMED = 20;
const MOST_JOINED = 60;

/** Repairs that the reading needed, but those that `told` says already. */
export function assumed({ assumptions }: HostState, told: readonly Assumption['kind'][] = []): Section[] {
  const untold = assumptions.filter(({ kind }) => !told.includes(kind));
  const more = untold.length - MOST_ASSUMED;
  return section(
    'Read with an assumption',
    bullets([
      ...untold.slice(0, MOST_ASSUMED).map(assumptionText),
      ...(more > 0 ? [`And ${more} more; \`--json\` tells them all.`] : []),
    ]),
  );
}

function assumptionText({ kind, line, capture = '', read, as }: Assumption): string {
  const where = `Line ${capture}${line}`;
  switch (kind) {
    case 'characters':
      return `${where}: \`${read}\` was read as \`${as}\`.`;
    case 'join':
      return `${where}: ${read} was joined: \`${shortened(as)}\`.`;
    case 'boundary':
      return `${where}: where one value ends and the next begins is not certain; read as \`${shortened(as)}\`.`;
    case 'end':
      return `${where}: \`${read}\` was taken as whole, because the text ends there without a line break.`;
  }
}

function shortened(text: string): string {
  return text.length <= MOST_JOINED ? text : `${text.slice(0, MOST_JOINED - 1)}…`;
}

const MOST_QUOTED = 3;

/** Lines that no parser understood: those of one reason together, the first of them quoted. */
export function notRead(unread: readonly Unread[], quoted: Quoted): Section[] {
  const byReason = new Map<string, Unread[]>();
  for (const each of unread) {
    const those = byReason.get(each.why);
    if (those === undefined) byReason.set(each.why, [each]);
    else those.push(each);
  }
  return section(
    'Lines not understood',
    bullets(
      [...byReason].map(([why, lines]) => ({
        text: `${lines.length === 1 ? 'Line' : 'Lines'} ${lineRanges(lines)}: ${why}`,
        evidence: quoted(lines.slice(0, MOST_QUOTED).map(({ why: _, ...each }) => ({ command: null, ...each }))),
      })),
    ),
  );
}
