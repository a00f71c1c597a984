import type { HostState } from './esxi/host-state.ts';
import type { MachineMemory, Memory, MemoryStateName } from './esxi/memory-state.ts';
import { atLeast } from './esxi/version.ts';
import type { Certainty } from './evidence.ts';

type Host = Pick<HostState, 'host' | 'machines'>;

/** How short a host's memory is, and what that rests on. */
export interface MemoryJudgement {
  /** null: what was read leaves it open between two. */
  readonly state: MemoryStateName | null;
  /** `documented` where the host printed the state itself. */
  readonly certainty: Certainty;
  /** The host's own mark in MB, printed or reckoned from its memory. */
  readonly minFreeMb: number | null;
  readonly minFreeIsPrinted: boolean;
  /** Free memory as a percentage of that mark. */
  readonly freePercent: number | null;
  /** Whether it takes memory back from machines for itself: soft, hard or low. null: not known. */
  readonly isShort: boolean | null;
  /** The printed state and the printed numbers exclude each other by every source: neither is believed. */
  readonly disagrees: boolean;
}

/** Below these percentages of minFree (reported for every version; the first is a state of its own from 6.0 on only). */
const BELOW: readonly (readonly [percent: number, state: MemoryStateName])[] = [
  [16, 'low'],
  [32, 'hard'],
  [64, 'soft'],
];
const SHORT = 64;
/** Where high begins from 6.0 on is told as 300 and as 400 %: above the larger it is high by both. */
const HIGH_BY_BOTH = 400;
/** What a batch's number means up to 5.5: inferred from the order of the states, no source says it. From 6.0 on clear came between. */
const NUMBERED: readonly MemoryStateName[] = ['high', 'soft', 'hard', 'low'];

/** 899 MB for the first 28 GB and 1 % of the rest, in MB (reported). */
export function reckonedMinFree(totalMb: number): number {
  return Math.round(899 + Math.max(0, totalMb - 28 * 1024) / 100);
}

/** Judges the memory of a host by what it printed, else by its free memory. */
export function judgeMemory(memory: Memory, host: Host): MemoryJudgement {
  const minFreeIsPrinted = memory.minFreeMb !== undefined;
  const minFreeMb = memory.minFreeMb ?? (memory.totalMb === undefined ? null : reckonedMinFree(memory.totalMb));
  const freePercent =
    minFreeMb === null || minFreeMb <= 0 || memory.freeMb === undefined
      ? null
      : Math.round((memory.freeMb / minFreeMb) * 100);
  const numbered = byNumber(memory.stateNumber, host);
  const state = memory.state ?? numbered ?? byPercent(freePercent, host);
  const certainty = memory.state !== undefined ? 'documented' : 'inferred';
  const byState = state === null ? null : state !== 'high' && state !== 'clear';
  const disagrees =
    memory.state !== undefined &&
    minFreeIsPrinted &&
    freePercent !== null &&
    (byState === true ? freePercent > HIGH_BY_BOTH : freePercent < SHORT);
  const isShort = disagrees ? null : (byState ?? (freePercent === null ? null : freePercent < SHORT));
  return { state, certainty, minFreeMb, minFreeIsPrinted, freePercent, isShort, disagrees };
}

function byNumber(number: number | undefined, host: Host): MemoryStateName | null {
  if (number === undefined) return null;
  if (number === 0) return 'high';
  return atLeast(host, '6.0') === false ? (NUMBERED[number] ?? null) : null;
}

function byPercent(percent: number | null, host: Host): MemoryStateName | null {
  if (percent === null) return null;
  const below = BELOW.find(([limit]) => percent < limit)?.[1];
  if (below !== undefined) return below;
  const newer = atLeast(host, '6.0');
  if (newer === false || percent > HIGH_BY_BOTH) return 'high';
  return newer === true && percent < 100 ? 'clear' : null;
}

/** A machine from which memory is taken, with the limit that may be why. */
export interface Taken extends MachineMemory {
  readonly limit: { readonly mb: number; readonly isBelowSize: boolean } | null;
}

/** The machines with a balloon or with memory in their swap file. */
export function takenFrom({ machines = [] }: Memory, host: Host): readonly Taken[] {
  return machines
    .filter(({ balloonedMb = 0, balloonTargetMb = 0, swappedMb = 0 }) => balloonedMb + balloonTargetMb + swappedMb > 0)
    .map((each) => ({ ...each, limit: limitOf(each, host) }));
}

function limitOf({ name, sizeMb, limitMb }: MachineMemory, { machines = [] }: Host): Taken['limit'] {
  const config = machines.find((each) => each.name === name);
  const mb = limitMb ?? config?.limitMb;
  if (typeof mb !== 'number') return null;
  const size = sizeMb ?? config?.memoryMb;
  return { mb, isBelowSize: size !== undefined && mb < size };
}
