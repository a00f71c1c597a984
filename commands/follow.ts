import type { ChangesPort } from '../src/changes-port.ts';
import type { Stream } from '../src/command.ts';
import { stepText, timeText } from '../src/core/describe/audit.ts';
import {
  describeEnding,
  phraseText,
  staying,
  type ToldChange,
  takeBackOf,
  toldState,
} from '../src/core/describe/change/index.ts';
import { changeView, journalRow } from '../src/core/describe/change-json.ts';
import { hostTitle } from '../src/core/describe/join.ts';
import type { ChangeKept, ChangeRow } from '../src/core/record.ts';
import { noSuchChange } from './record.ts';

/** 0: verified. 4: it ended and nothing was run. 5: it was run and did not stay, needs hands, or stopped with some hosts changed. */
const EXITS: Readonly<Record<ChangeRow['state'], 0 | 4 | 5 | null>> = {
  ...{ pending: null, applying: null, verified: 0 },
  ...{ rejected: 4, cancelled: 4, expired: 4, void: 4 },
  ...{ 'rolled-back': 5, 'needs-hands': 5 },
};

function exitOf(change: ToldChange): 0 | 4 | 5 | null {
  const end = EXITS[toldState(change)];
  return end === 4 && (change.together?.changed ?? []).length > 0 ? 5 : end;
}

/** The steps of a change and of its parts as they happen, up to its end; with `json` an object a line, the last of them the change. */
export function followed(id: string, record: ChangesPort, json: boolean): Stream {
  let exit: 0 | 4 | 5 = 0;
  const told = new Map<string, number>();
  /** What happened since it was looked at last. */
  const fresh = ({ journal, earlier, change: { approval } }: ChangeKept) => {
    const from = told.get(approval.id) ?? 0;
    told.set(approval.id, earlier + journal.length);
    return journal.slice(Math.max(0, from - earlier)).map((entry) => journalRow(entry));
  };
  async function* lines(): AsyncGenerator<string> {
    for (; ; await record.wait!()) {
      const kept = await record.one(id);
      if (kept === null) throw noSuchChange(id);
      const of = await Promise.all(kept.members.map(({ approval }) => record.one(approval.id)));
      const parts = of.filter((each) => each !== null);
      const rows = [
        ...fresh(kept).map((row) => ({ row, host: null })),
        ...parts.flatMap((part) => fresh(part).map((row) => ({ row, host: part.change.approval.host }))),
      ].sort((a, b) => Date.parse(a.row.at) - Date.parse(b.row.at));
      for (const { row, host } of rows) {
        if (json) yield JSON.stringify(host === null ? row : { host, ...row });
        else yield host === null ? stepText(row, kept.names) : stepText(row, kept.names, host);
      }
      const end = exitOf(kept.change);
      if (end === null) continue;
      exit = end;
      if (json) yield JSON.stringify({ schema: 'vmkbot/change-view/1', ...changeView(kept) });
      else yield* endLines(kept);
      return;
    }
  }
  return { file: `${id}.txt`, json, lines: lines(), exit: () => exit };
}

function endLines(kept: ChangeKept): string[] {
  const ending = describeEnding(kept);
  if (ending === null) return [];
  const shown = {
    who: (id: string) => kept.names[id] ?? id,
    when: (at: number) => timeText(new Date(at).toISOString()),
  };
  const told = [ending.headline, ...ending.lines].map((phrase) => phraseText(phrase, shown));
  const back = staying(kept).map((plan) => `${hostTitle(plan.host)}: ${phraseText(takeBackOf(plan), shown)}`);
  return ['', ...told, ...ending.commands.map((each) => `    ${each}`), ...back];
}
