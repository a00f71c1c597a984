/** What is said to a host after arming: confirm, undo now, read, clean up, take over a lock that its holder left behind. */
import { holdUndo, ownerOf, undoUntilQuiet } from './arm.ts';
import { type Arming, number, pathsOf, STEADY } from './arming.ts';
import { lines, quoted } from './shell.ts';

/** Nothing of a text is done later than this, by the host's clock in seconds since 1970. */
export interface Start {
  readonly by: number;
}

const isLate = ({ by }: Start) => `[ $(date +%s) -gt ${number(by, 1, 2 ** 41)} ]`;

/**
 * Confirms over a new connection, then saves to the boot state. Prints `vmkbot confirmed ID` and `vmkbot saved STATUS`, or
 * `vmkbot settled WHO` where somebody was first, or `vmkbot gone` where the host holds nothing of the change: it restarted; or
 * `vmkbot late`.
 */
export function confirmText({ id, fence }: Pick<Arming, 'id' | 'fence'>, start: Start): string {
  const { p } = pathsOf(id);
  return lines(
    STEADY,
    `if ${isLate(start)}; then echo vmkbot late 2>/dev/null`,
    `elif [ ! -d ${p}.armed ] || [ ! -e ${p}.applied ]; then echo vmkbot gone 2>/dev/null`,
    `elif mkdir ${p}.settled 2>/dev/null; then`,
    `echo confirm ${number(fence, 1, Number.MAX_SAFE_INTEGER)} >${p}.settled/by; date +%s >${p}.settled/at`,
    `/sbin/auto-backup.sh </dev/null >/dev/null 2>&1; echo $? >${p}.saved`,
    `echo vmkbot confirmed ${id} 2>/dev/null; echo vmkbot saved $(cat ${p}.saved) 2>/dev/null`,
    `else echo vmkbot settled $(cat ${p}.settled/by 2>/dev/null) 2>/dev/null; fi`,
  );
}

/** `bare`: the host was seen to hold nothing, so the text takes its lock first; without that it begins under its own lock only. */
export interface UndoStart extends Start {
  readonly bare: boolean;
}

/**
 * Takes the change back now, also where it was confirmed. A timer that is at it, or has done it, is left alone. Prints
 * `vmkbot undone 1` (or 0), `vmkbot settled timer`, or `vmkbot busy` where another one is at it. What comes `late`, or to a host
 * that is not `held` by this change any more, does nothing: the table may be another change's by then.
 */
export function undoText(arming: Arming, start: UndoStart): string {
  const paths = pathsOf(arming.id);
  const { p, lock } = paths;
  const owner = ownerOf(arming);
  return lines(
    STEADY,
    `r=; if ${isLate(start)}; then r=late`,
    `elif [ "$(cat ${lock}/by 2>/dev/null)" = ${quoted(owner)} ]; then :`,
    start.bare
      ? `elif [ ! -d ${p}.taken ] && mkdir ${lock} 2>/dev/null; then echo ${owner} >${lock}/by; if [ ! -s ${lock}/by ]; then rm -f ${lock}/by; rmdir ${lock}; r=held; fi`
      : [],
    'else r=held; fi',
    'if [ -n "$r" ]; then echo vmkbot $r 2>/dev/null; else',
    `mkdir -p ${p}.armed; if mkdir ${p}.settled 2>/dev/null; then echo undo ${number(arming.fence, 1, Number.MAX_SAFE_INTEGER)} >${p}.settled/by; fi`,
    'q=0',
    `if [ "$(cat ${p}.settled/by 2>/dev/null)" = timer ]; then if kill -0 $(cat ${p}.pid) || [ "$(grep '^undone' ${p}.undo | tail -n 1)" = 'undone 1' ]; then q=1; fi; fi 2>/dev/null`,
    'if [ $q -eq 1 ]; then echo vmkbot settled timer 2>/dev/null; else',
    holdUndo(paths),
    'if [ $o -eq 0 ]; then echo vmkbot busy 2>/dev/null; else',
    undoUntilQuiet(arming, paths),
    `rm -r -f ${p}.undoing`,
    'echo vmkbot undone $u 2>/dev/null; fi; fi; fi',
  );
}

/**
 * Keeps a command from ever running that may still be on its way, whatever the host's clock says when it comes. Prints
 * `vmkbot forbidden`, or `vmkbot armed` where it came first.
 */
export function forbidText(id: string): string {
  const { p } = pathsOf(id);
  return lines(
    STEADY,
    `if [ ! -d ${p}.armed ] && mkdir ${p}.settled 2>/dev/null; then echo void >${p}.settled/by; fi`,
    `if [ -d ${p}.armed ]; then echo vmkbot armed; elif [ -d ${p}.settled ]; then echo vmkbot forbidden; fi`,
  );
}

/** How long a save that is under way is waited for, and then a further one, in seconds. */
const SAVING = { first: 20, again: 100 };

/**
 * Saves a confirmed change to the boot state once more where no save of it is on record. Prints `vmkbot saved STATUS`, without a
 * status where it was not seen to end.
 */
export function saveText(id: string): string {
  const { p } = pathsOf(id);
  const waits = (seconds: number) =>
    `n=0; while [ ! -s ${p}.saved ] && [ $n -lt ${seconds} ]; do sleep 1; n=$((n+1)); done`;
  return lines(
    STEADY,
    `if grep -q '^confirm' ${p}.settled/by 2>/dev/null; then`,
    waits(SAVING.first),
    `if [ ! -s ${p}.saved ]; then { /sbin/auto-backup.sh; echo $? >${p}.saved; } </dev/null >/dev/null 2>&1 &`,
    `${waits(SAVING.again)}; fi`,
    `echo vmkbot saved $(cat ${p}.saved 2>/dev/null); fi`,
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
    // What was forbidden may still come while its time is not over.
    `if [ "$(cat ${p}.settled/by 2>/dev/null)" = void ] && [ $(date +%s) -le ${number(arming.startBy, 1, 2 ** 40)} ]; then z=1; fi`,
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
