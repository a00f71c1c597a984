import type { Contradiction } from '../esxi/host-state.ts';
import { list } from '../services/choice.ts';
import { rule } from './rule.ts';

interface Difference {
  readonly field: string;
  readonly earlier: unknown;
  readonly later: unknown;
}

/** Two outputs of one host disagree about a value; the later is used, and the difference is told. */
export const contradictoryCapture = rule({
  id: 'contradictory-capture',
  title: 'Two outputs of one host disagree',
  severity: 'risk',
  certainty: 'documented',
  sources: ['CLIREF'],
  needs: [],

  check: ({ contradictions }) =>
    byEntry(contradictions).map((those) => ({
      facts: {
        section: those[0]!.section,
        entry: those[0]!.entry,
        differences: those.map(
          ({ field, earlier, later }): Difference => ({ field, earlier: earlier.value, later: later.value }),
        ),
      },
      evidence: those.flatMap(({ earlier, later }) => [earlier.evidence, later.evidence]),
    })),

  explain: ({ entry, differences }) => ({
    problem: `The output shows ${entry} in two ways: ${list(differences.map(({ field, earlier, later }) => `${field} ${said(earlier)}, later ${said(later)}`))}.`,
    why: 'Either the host was changed between the two, or they are of two hosts. The later one counts in everything said here.',
    todo: 'Run the commands again on one host, and paste them together.',
  }),
});

function byEntry(contradictions: readonly Contradiction[]): Contradiction[][] {
  const entries = new Map<string, Contradiction[]>();
  for (const each of contradictions) {
    const key = `${each.section} ${each.entry}`;
    const those = entries.get(key);
    if (those === undefined) entries.set(key, [each]);
    else those.push(each);
  }
  return [...entries.values()];
}

function said(value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(said).join(' ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
