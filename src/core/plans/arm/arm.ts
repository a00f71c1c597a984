/** Arm, then apply, in one text for one exec: no change without a timer that takes it back, and no timer twice. */
import { MARGIN_SECONDS } from '../minute.ts';
import { preconditions, type UndoStep } from '../table.ts';
import { isTimeUndo, wordsFor } from './any-command.ts';
import { type Arming, number, type Paths, pathsOf, STEADY } from './arming.ts';
import { type Look, lookAtTable, lookAtTime } from './look.ts';
import { lines, quoted, typed } from './shell.ts';
import { undoPass } from './undo.ts';

/** How often the timer looks whether somebody settled the change, in seconds. */
const TICK = 5;
/** How many more passes an undo makes while the command that it undoes may still be running. */
const PASSES = 60;

/**
 * What it prints: `vmkbot refused WHY` with nothing changed, or `vmkbot applied ID` behind a `vmkbot status N S` with the output
 * of each command. Everything is in files first, so that a broken link loses nothing but the answer.
 */
export function armAndApply(arming: Arming): string {
  const { id, fence, startBy, timer } = arming;
  if (arming.undo.length === 0) throw new Error('nothing is applied that nothing takes back');
  const paths = pathsOf(id);
  const { p, lock } = paths;
  const owner = ownerOf(arming);
  return lines(
    STEADY,
    'r=; m=0',
    refuse('no-setsid', 'command -v setsid >/dev/null 2>&1'),
    refuse('too-late', `[ $(date +%s) -le ${number(startBy, 1, 2 ** 40)} ]`),
    refuse('already-armed', `[ ! -d ${p}.armed ] && [ ! -d ${p}.settled ]`),
    refuse('locked', `mkdir ${lock} 2>/dev/null`),
    // A full /tmp makes the directory and not the file; what nobody is named in, nobody would remove.
    `if [ -z "$r" ]; then echo ${owner} 2>/dev/null >${lock}/by; if [ ! -s ${lock}/by ]; then rm -f ${lock}/by; rmdir ${lock}; r=no-room; fi; fi`,
    refuse('already-armed', `mkdir ${p}.armed 2>/dev/null`),
    'if [ -z "$r" ]; then m=1; fi',
    before(arming, paths),
    // Listing takes a while.
    refuse('too-late', `[ $(date +%s) -le ${startBy} ]`),
    `if [ -z "$r" ]; then`,
    `echo ${number(fence, 1, Number.MAX_SAFE_INTEGER)} ${timer} $(date +%s) >${p}.arm`,
    `echo $$ >${p}.applier`,
    `setsid sh -c ${quoted(timerText(arming, paths))} </dev/null >${p}.log 2>&1 &`,
    `n=0; while [ ! -s ${p}.pid ] && [ $n -lt 2000 ]; do n=$((n+1)); done`,
    `n=0; while [ ! -s ${p}.pid ] && [ $n -lt 10 ]; do sleep 1; n=$((n+1)); done`,
    // A timer that comes late finds the change settled and does nothing.
    `if [ ! -s ${p}.pid ] || ! kill -0 $(cat ${p}.pid); then mkdir ${p}.settled; echo no-timer >${p}.settled/by; r=no-timer; fi 2>/dev/null`,
    'fi',
    `if [ -z "$r" ]; then`,
    apply(arming, paths),
    `cat ${p}.apply 2>/dev/null`,
    `echo vmkbot applied ${id} 2>/dev/null`,
    'else',
    `if [ "$(cat ${lock}/by 2>/dev/null)" = ${quoted(owner)} ]; then rm -f ${lock}/by; rmdir ${lock}; fi 2>/dev/null`,
    // What a late timer must find stays: that the change is settled.
    `if [ $m -eq 1 ]; then rm -r -f ${['armed', 'arm', 'applier', 'before', 'pid', 'log'].map((file) => `${p}.${file}`).join(' ')}; fi`,
    `echo vmkbot refused $r 2>/dev/null`,
    `echo vmkbot holder $(cat ${lock}/by 2>/dev/null) 2>/dev/null`,
    'fi',
  );
}

/** Who holds the lock of a host: the change, its fencing number, and until when by the host's clock. */
export function ownerOf({ id, fence, startBy, timer }: Pick<Arming, 'id' | 'fence' | 'startBy' | 'timer'>): string {
  return `${id} ${fence} ${startBy + number(timer, 5, 3600) + MARGIN_SECONDS}`;
}

/** Goes on only where a condition holds and nothing was refused before. */
function refuse(why: string, unless: string): string {
  return `if [ -z "$r" ]; then if ${unless}; then :; else r=${why}; fi; fi`;
}

/** The host must still be as the undo restores it: what came between the last read and now is nobody's to take back. */
function before({ undo, version }: Arming, { p }: Paths): string {
  const file = `${p}.before`;
  return lines(
    restored(undo, version).map((look) =>
      lines(
        `if [ -z "$r" ]; then`,
        // Where this hangs nothing was done yet, and it comes too late to do anything.
        `${typed(look.ways[0]!)} </dev/null >${file} 2>&1; s=$?`,
        `if ${look.answers(file)}; then if ${look.shows(file)}; then :; else r=moved; fi; else r=no-listing; fi; fi`,
      ),
    ),
  );
}

/** All that must hold; what a version does not show is left out, and what several steps restore is asked once. */
function restored(undo: Arming['undo'], version: Arming['version']): readonly Look[] {
  const tables = preconditions(undo.filter((step): step is UndoStep => !isTimeUndo(step)));
  const times = undo.filter(isTimeUndo).flatMap(({ done }) => (done === null ? [] : [done]));
  const distinct = [...new Map(times.map((each) => [JSON.stringify(each), each])).values()];
  return [
    ...tables.map((each) => lookAtTable(each, version)),
    ...distinct.flatMap((each) => lookAtTime(each, version) ?? []),
  ];
}

/** Each command only where the one before it went well and nobody settled the change meanwhile. */
function apply({ commands, version }: Arming, { p }: Paths): string {
  return lines(
    `: >${p}.apply; s=0`,
    commands.map((command, i) =>
      lines(
        `if [ "$s" = 0 ] && [ ! -d ${p}.settled ]; then`,
        `${typed(wordsFor(command, version))} </dev/null >${p}.out 2>&1; s=$?`,
        `echo vmkbot status ${i + 1} $s >>${p}.apply; cat ${p}.out >>${p}.apply; fi`,
      ),
    ),
    `echo $(date +%s) >${p}.applied`,
  );
}

/**
 * Sleeps, and wakes to take the change back. Whoever makes the directory `settled` first decides: the timer undoes only where it
 * was itself. While the command that it undoes may still run, it undoes again.
 */
export function timerText(arming: Arming, paths: Paths): string {
  const { p } = paths;
  const ticks = Math.ceil(number(arming.timer, 5, 3600) / TICK);
  return lines(
    STEADY,
    `echo $$ >${p}.pid.part; mv ${p}.pid.part ${p}.pid`,
    `n=0; while [ $n -lt ${ticks} ] && [ ! -d ${p}.settled ]; do sleep ${TICK}; n=$((n+1)); done`,
    `if mkdir ${p}.settled 2>/dev/null; then`,
    `echo timer >${p}.settled/by; date +%s >${p}.settled/at`,
    // Whoever holds it takes back the same; a holder that stays for ever does not keep the timer from it.
    `n=0; o=0; while [ $o -eq 0 ] && [ $n -lt ${PASSES} ]; do`,
    holdUndo(paths),
    `if [ $o -eq 0 ]; then sleep ${TICK}; fi; n=$((n+1)); done`,
    undoUntilQuiet(arming, paths),
    `rm -r -f ${p}.undoing`,
    'fi',
    // Another process may get its number later.
    `rm -f ${p}.pid`,
  );
}

/**
 * One undo at a time, since all write the same files: the variable `o` is 1 where this one may. What a holder left that is gone
 * is taken over, by one.
 */
export function holdUndo({ p }: Paths): string {
  const held = `${p}.undoing`;
  return lines(
    `o=0; if mkdir ${held} 2>/dev/null; then o=1; else h=$(cat ${held}/by 2>/dev/null)`,
    `if [ -n "$h" ] && ! kill -0 $h 2>/dev/null && mkdir ${held}/$h 2>/dev/null; then o=1; fi; fi`,
    `if [ $o -eq 1 ]; then echo $$ >${held}/by; fi`,
  );
}

/**
 * Passes until one began after the applying command had ended, then the record, whole or not at all. Where that command does not
 * end, nothing is taken back for good: it may still act.
 */
export function undoUntilQuiet({ undo, version }: Arming, paths: Paths): string {
  const { p } = paths;
  return lines(
    'k=0; a=0',
    `while [ $a -eq 0 ] && [ $k -lt ${PASSES} ]; do`,
    `if [ $k -gt 0 ]; then sleep ${TICK}; fi`,
    `if [ -e ${p}.applied ]; then a=1; elif [ $k -gt 0 ] && ! kill -0 $(cat ${p}.applier); then a=1; fi 2>/dev/null`,
    undoPass(undo, version, paths),
    'k=$((k+1))',
    'done',
    `if [ $a -eq 0 ]; then u=0; echo still applying >>${p}.undo.part; echo undone 0 >>${p}.undo.part; fi`,
    `if [ $u -eq 1 ]; then /sbin/auto-backup.sh </dev/null >/dev/null 2>&1; echo saved $? >>${p}.undo.part; fi`,
    `mv ${p}.undo.part ${p}.undo`,
  );
}
