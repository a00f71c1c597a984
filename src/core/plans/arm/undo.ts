import type { EsxiVersion } from '../../esxi/version.ts';
import { waysOf } from '../host-command.ts';
import { timeWords } from '../ntp/command.ts';
import type { TimeUndo } from '../ntp/expectation.ts';
import { expectationOf, type UndoStep } from '../table.ts';
import type { Words } from '../words.ts';
import { isTimeUndo } from './any-command.ts';
import type { Paths } from './arming.ts';
import { type Look, lookAtTable, lookAtTime } from './look.ts';
import { bounded, lines, listed } from './shell.ts';

/**
 * Takes everything back that is still ours, step by step, each by the first way that works as the listing tells. A listing
 * that cannot be had does not stop it: what it would remove was not there before us. Writes its record as it goes and ends
 * with `u`: 1 where every step is seen to be undone.
 */
export function undoPass(
  steps: readonly (UndoStep | TimeUndo)[],
  version: EsxiVersion,
  paths: Paths,
  list = `${paths.p}.list`,
): string {
  const record = `${paths.p}.undo.part`;
  return lines(
    'u=1',
    `echo pass >>${record}`,
    steps.map((step, i) => oneStep(partsOf(step, version), i + 1, list, record)),
    `cat ${list} >>${record} 2>/dev/null`,
    `echo undone $u >>${record}`,
  );
}

/** What takes one step back. Without `done` nothing shows it, so it is done where a way ended well. */
interface Parts {
  readonly ways: readonly Words[];
  readonly done: Look | null;
  readonly only: Look | null;
}

function partsOf(step: UndoStep | TimeUndo, version: EsxiVersion): Parts {
  if (isTimeUndo(step)) {
    const { command, otherwise, done, only } = step;
    const ways = [command, ...(otherwise === null ? [] : [otherwise])].map((each) => {
      const worded = timeWords(each, version);
      if ('cannot' in worded) throw new Error(`an undo without words: ${each.kind}`);
      return worded.words;
    });
    return { ways, done: done === null ? null : lookAtTime(done, version), only: lookAtTime(only, version) };
  }
  const found = waysOf(step.command, version);
  if ('cannot' in found) throw new Error(`an undo without words: ${step.command.kind}`);
  const [done, only] = [expectationOf(step.command), step.only].map((each) => lookAtTable(each, version));
  return { ways: found.ways, done: done!, only: only! };
}

/** `d`: 1 where it is seen to be undone, 2 where it is not ours any more. */
function oneStep({ ways, done, only }: Parts, number: number, list: string, record: string): string {
  const seen = done === null ? [] : [listed(done, list), `if [ $l -eq 1 ] && ${done.shows(list)}; then d=1; fi`];
  const isSame = JSON.stringify(done?.ways) === JSON.stringify(only?.ways);
  const ours =
    only === null
      ? []
      : [
          'if [ $d -eq 0 ]; then',
          // One listing shows both, where it is the same.
          isSame ? [] : listed(only, list),
          `if [ $l -eq 1 ] && ! { ${only.shows(list)}; }; then d=2; fi`,
          'fi',
        ].flat();
  return lines(
    'd=0; l=0',
    ways.map((way, i) =>
      lines(
        'if [ $d -eq 0 ]; then',
        seen,
        ours,
        'if [ $d -eq 0 ]; then',
        bounded(way, `${list}.u`),
        `echo step ${number} way ${i + 1} listed $l status $s >>${record}`,
        `cat ${list}.u >>${record}`,
        done === null ? 'if [ $s -eq 0 ]; then d=1; fi' : [],
        'fi; fi',
      ),
    ),
    ...(done === null ? [] : ['if [ $d -ne 1 ]; then', seen, 'fi']),
    `echo step ${number} end $d >>${record}`,
    'if [ $d -ne 1 ]; then u=0; fi',
  );
}
