import type { EsxiVersion } from '../../esxi/version.ts';
import { listingWays, waysOf } from '../host-command.ts';
import { expectationOf, type UndoStep } from '../table.ts';
import type { Paths } from './arming.ts';
import { bounded, lines, listed, shows } from './shell.ts';

/**
 * Takes everything back that is still ours, step by step, each by the first way that works as the listing tells. A listing
 * that cannot be had does not stop it: what it would remove was not there before us. Writes its record as it goes and ends
 * with `u`: 1 where every step is seen to be undone.
 */
export function undoPass(
  steps: readonly UndoStep[],
  version: EsxiVersion,
  paths: Paths,
  list = `${paths.p}.list`,
): string {
  const record = `${paths.p}.undo.part`;
  return lines(
    'u=1',
    `echo pass >>${record}`,
    steps.map((step, i) => oneStep(step, i + 1, version, list, record)),
    `cat ${list} >>${record} 2>/dev/null`,
    `echo undone $u >>${record}`,
  );
}

function oneStep(
  { command, only }: UndoStep,
  number: number,
  version: EsxiVersion,
  list: string,
  record: string,
): string {
  const found = waysOf(command, version);
  if ('cannot' in found) throw new Error(`an undo without words: ${command.kind}`);
  const listing = listed(listingWays(command.netstack, version), list);
  const done = shows(expectationOf(command), list);
  return lines(
    'd=0',
    found.ways.map((way, i) =>
      lines(
        'if [ $d -eq 0 ]; then',
        listing,
        `if [ $l -eq 1 ] && ${done}; then d=1`,
        `elif [ $l -eq 1 ] && ! { ${shows(only, list)}; }; then d=2`,
        'else',
        bounded(way, `${list}.u`),
        `echo step ${number} way ${i + 1} listed $l status $s >>${record}`,
        `cat ${list}.u >>${record}`,
        'fi; fi',
      ),
    ),
    `if [ $d -ne 1 ]; then`,
    listing,
    `if [ $l -eq 1 ] && ${done}; then d=1; fi; fi`,
    `echo step ${number} end $d >>${record}`,
    'if [ $d -ne 1 ]; then u=0; fi',
  );
}
