import type { AuditList, AuditResult, AuditRow, Names } from '../record.ts';
import type { Reply } from '../reply.ts';
import { journalLine, phraseText, type ToldEntry } from './change/index.ts';
import { section, text } from './sections.ts';
import { count } from './words.ts';

/** Entries of the audit, newest first. */
export function describeAudit({ entries, names }: AuditList, about: string | null): Reply {
  const of = about === null ? '' : ` of ${about}`;
  const numbered = entries.some(({ number }) => number !== null);
  return {
    headline: {
      text:
        entries.length === 0
          ? `Nothing${of} is on record.`
          : `The last ${count(entries.length, 'entry', 'entries')}${of} on record.`,
    },
    sections: section('Entries, newest first', {
      kind: 'table',
      header: [...(numbered ? ['number'] : []), 'time (UTC)', 'change', 'host', 'by', 'what'],
      rows: entries.map((entry) => [
        ...(numbered ? [String(entry.number)] : []),
        timeText(entry.at),
        entry.change,
        entry.host,
        byText(entry.by, names),
        entryText(entry, names),
      ]),
    }),
  };
}

/** Whether anybody changed the record; `of` what was followed: the record, or the name of a file. */
export function describeVerdict(verdict: AuditResult, of: string): Reply {
  if (verdict.result === 'tampered') {
    const where = verdict.line === null ? '' : ` at line ${verdict.line}`;
    const after =
      verdict.line === null || verdict.line === 1
        ? []
        : [
            `${count(verdict.line - 1, 'entry', 'entries')} before it follow from each other. What stands behind it was not judged.`,
          ];
    return {
      headline: { text: `${of} was tampered with${where}: ${verdict.why}` },
      sections: section('To know', text(...after, 'Compare it with an export that was kept elsewhere.')),
    };
  }
  const { entries, head } = verdict;
  if (entries === 0)
    return {
      headline: { text: `${of} holds no entry.` },
      sections: section(
        'To know',
        text('A head that was kept elsewhere shows whether there were any: `audit verify HEAD --from FILE`.'),
      ),
    };
  const counted = entries === null ? 'every entry follows' : `${count(entries, 'entry', 'entries')}, each follows`;
  return {
    headline: { text: `${of} is whole: ${counted} from the one before it.` },
    sections:
      head === null
        ? []
        : section(
            'To know',
            text(
              'Its head, to be kept elsewhere: with it `audit verify HEAD --from FILE` also sees what was cut off at the end.',
            ),
            { kind: 'commands', commands: [head] },
          ),
  };
}

/** One step in a line: its time, and what it is. */
export function stepText(
  entry: Omit<AuditRow, 'number' | 'change' | 'host' | 'digest'>,
  names: Names,
  host?: string,
): string {
  return `${timeText(entry.at)}  ${host === undefined ? '' : `${host}: `}${entryText(entry, names)}`;
}

function entryText(entry: Pick<AuditRow, 'at' | 'by' | 'what' | 'phase' | 'detail'>, names: Names): string {
  const told = { ...entry, at: Date.parse(entry.at) } as ToldEntry;
  return phraseText(journalLine(told), {
    who: (id) => names[id] ?? id,
    when: (at) => timeText(new Date(at).toISOString()),
  });
}

function byText(by: string | null, names: Names): string {
  if (by === null) return '-';
  return names[by] ?? (by.includes('/') ? 'vmkbot' : by);
}

/** `2026-03-01 10:00:00`. */
export const timeText = (iso: string) => iso.slice(0, 19).replace('T', ' ');
