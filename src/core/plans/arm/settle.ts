/** What is said to a host after arming: confirm, undo now, read, clean up, take over a lock that its holder left behind. */
import { holdUndo, ownerOf, undoUntilQuiet } from './arm.ts';
import { type Arming, number, pathsOf, STEADY } from './arming.ts';
import { lines, quoted } from './shell.ts';

/**
 * Confirms over a new connection, then saves to the boot state. Prints `vmkbot confirmed ID` and `vmkbot saved STATUS`, or
 * `vmkbot settled WHO` where somebody was first, or `vmkbot gone` where the host holds nothing of the change: it restarted.
 */
export function confirmText({ id, fence }: Pick<Arming, 'id' | 'fence'>): string {
  const { p } = pathsOf(id);
  return lines(
    STEADY,
    `if [ ! -d ${p}.armed ] || [ ! -e ${p}.applied ]; then echo vmkbot gone 2>/dev/null`,
    `elif mkdir ${p}.settled 2>/dev/null; then`,
    `echo confirm ${number(fence, 1, Number.MAX_SAFE_INTEGER)} >${p}.settled/by; date +%s >${p}.settled/at`,
    `/sbin/auto-backup.sh </dev/null >/dev/null 2>&1; echo $? >${p}.saved`,
    `echo vmkbot confirmed ${id} 2>/dev/null; echo vmkbot saved $(cat ${p}.saved) 2>/dev/null`,
    `else echo vmkbot settled $(cat ${p}.settled/by 2>/dev/null) 2>/dev/null; fi`,
  );
}

/**
 * Takes the change back now, also where it was confirmed. A timer that is at it, or has done it, is left alone. Prints
 * `vmkbot undone 1` (or 0), `vmkbot settled timer`, or `vmkbot busy` where another one is at it.
 */
export function undoText(arming: Arming): string {
  const paths = pathsOf(arming.id);
  const { p } = paths;
  return lines(
    STEADY,
    `mkdir -p ${p}.armed; if mkdir ${p}.settled 2>/dev/null; then echo undo ${number(arming.fence, 1, Number.MAX_SAFE_INTEGER)} >${p}.settled/by; fi`,
    'q=0',
    `if [ "$(cat ${p}.settled/by 2>/dev/null)" = timer ]; then if kill -0 $(cat ${p}.pid) || [ "$(grep '^undone' ${p}.undo | tail -n 1)" = 'undone 1' ]; then q=1; fi; fi 2>/dev/null`,
    'if [ $q -eq 1 ]; then echo vmkbot settled timer 2>/dev/null; else',
    holdUndo(paths),
    'if [ $o -eq 0 ]; then echo vmkbot busy 2>/dev/null; else',
    undoUntilQuiet(arming, paths),
    `rm -r -f ${p}.undoing`,
    'echo vmkbot undone $u 2>/dev/null; fi; fi',
  );
}

/** The files of a change that are read back, each whole. */
export const FILES = ['arm', 'pid', 'apply', 'applied', 'undo', 'saved', 'log'] as const;

/** Prints everything that the host holds of a change; `readState` understands it. Changes nothing. */
export function stateText(id: string): string {
  const { p, lock } = pathsOf(id);
  return lines(
    'echo vmkbot state 1',
    'echo vmkbot clock $(date +%s)',
    `if [ -d ${p}.armed ]; then echo vmkbot armed; fi`,
    `if [ -d ${p}.settled ]; then echo vmkbot settled $(cat ${p}.settled/by 2>/dev/null); fi`,
    `if [ -d ${lock} ]; then echo vmkbot lock $(cat ${lock}/by 2>/dev/null); fi`,
    `if [ -s ${p}.pid ] && kill -0 $(cat ${p}.pid) 2>/dev/null; then echo vmkbot timer; fi`,
    FILES.map(
      (file) => `if [ -e ${p}.${file} ]; then echo vmkbot file ${file}; cat ${p}.${file}; echo; echo vmkbot end; fi`,
    ),
    'echo vmkbot done',
  );
}

/** So many seconds behind its time nothing of a change runs any more: whatever has its number then is another process. */
const OTHERS_AFTER = 3600;

/**
 * Removes what a change left, once its end is on record. `vmkbot busy` where its timer, its commands or an undo still run. What
 * keeps commands that never ended from going on stays until the host restarts.
 */
export function cleanText(arming: Pick<Arming, 'id' | 'fence' | 'startBy' | 'timer'>): string {
  const { p, lock } = pathsOf(arming.id);
  const applying = `[ ! -e ${p}.applied ] && kill -0 $(cat ${p}.applier)`;
  return lines(
    STEADY,
    `x=0; z=0; { if kill -0 $(cat ${p}.pid) || kill -0 $(cat ${p}.undoing/by); then x=1; fi; if ${applying}; then x=1; z=1; fi; } 2>/dev/null`,
    `if [ $x -eq 1 ] && [ $(date +%s) -le ${untilOf(arming) + OTHERS_AFTER} ]; then echo vmkbot busy; else`,
    `if [ "$(cat ${lock}/by 2>/dev/null)" = ${quoted(ownerOf(arming))} ]; then rm -f ${lock}/by; rmdir ${lock}; fi 2>/dev/null`,
    `if [ $z -eq 0 ]; then rm -r -f ${p}.settled; fi`,
    `rm -r -f ${KEPT.map((file) => `${p}.${file}`).join(' ')}`,
    'echo vmkbot clean; fi',
  );
}

/** By the host's clock. */
const untilOf = (arming: Pick<Arming, 'id' | 'fence' | 'startBy' | 'timer'>) =>
  number(Number(ownerOf(arming).split(' ')[2]), 1, 2 ** 41);

const KEPT = [
  ...FILES,
  ...['armed', 'undoing', 'applier', 'out', 'before', 'before.s', 'list', 'list.s', 'list.u', 'list.u.s', 'undo.part'],
  'pid.part',
];

/**
 * Takes the lock from a change whose end is settled and whose time is over by the host's clock; only one taker succeeds,
 * so `taken` stays until the host restarts.
 * Prints `vmkbot taken` or `vmkbot kept`.
 */
export function takeOverText(old: Pick<Arming, 'id' | 'fence' | 'startBy' | 'timer'>): string {
  const { p, lock } = pathsOf(old.id);
  const owner = ownerOf(old);
  const until = untilOf(old);
  return lines(
    STEADY,
    `if [ "$(cat ${lock}/by 2>/dev/null)" = ${quoted(owner)} ] && [ $(date +%s) -gt ${until} ] && mkdir ${p}.taken 2>/dev/null; then`,
    `rm -f ${lock}/by; rmdir ${lock}; echo vmkbot taken; else echo vmkbot kept; fi`,
  );
}
