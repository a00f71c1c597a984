import type { Proof } from './host-state.ts';

/** What was read of a host's memory: how short it is, who shares pages with whom, what machines may have. Missing was not captured. */
export interface MemorySections {
  readonly memory?: Memory;
  readonly pageSharing?: PageSharing;
  readonly machines?: readonly MachineConfig[];
}

interface Shown {
  readonly evidence: Proof;
}

/** The names that `esxtop` prints; `clear` came with 6.0. */
export const MEMORY_STATES = ['high', 'clear', 'soft', 'hard', 'low'] as const;
export type MemoryStateName = (typeof MEMORY_STATES)[number];

/** The memory screen of `esxtop`, or of a batch the sample with the least free memory. All sizes in MB. */
export interface Memory extends Shown {
  readonly totalMb?: number;
  readonly freeMb?: number;
  readonly managedMb?: number;
  /** The host's own mark, of which the states are percentages. */
  readonly minFreeMb?: number;
  readonly state?: MemoryStateName;
  /** A batch prints the state as a number, and what each means differs by version. */
  readonly stateNumber?: number;
  readonly balloonedMb?: number;
  readonly balloonTargetMb?: number;
  readonly swappedMb?: number;
  readonly compressedMb?: number;
  readonly sharedMb?: number;
  readonly savedBySharingMb?: number;
  /** More memory is given out than there is, of the last minute: 0.5 is half as much again. */
  readonly overcommit?: number;
  /** Of a batch: how many samples were read, and the time of the one that is shown. */
  readonly samples?: number;
  readonly at?: string;
  readonly machines?: readonly MachineMemory[];
}

/** A row of the screen or a group of a batch; of several samples the most that was taken from it. */
export interface MachineMemory extends Shown {
  readonly name: string;
  readonly sizeMb?: number;
  readonly balloonedMb?: number;
  readonly balloonTargetMb?: number;
  readonly swappedMb?: number;
  /** null: no limit. */
  readonly limitMb?: number | null;
}

/** Whether pages are shared between machines, by the host's option. */
export interface PageSharing extends Shown {
  /** `/Mem/ShareForceSalting`: 0, 1 or 2. */
  readonly forceSalting?: number;
}

/** Lines of a machine's own configuration that bear on its memory. */
export interface MachineConfig extends Shown {
  readonly name: string;
  readonly salt?: string;
  readonly memoryMb?: number;
  /** null: no limit. */
  readonly limitMb?: number | null;
}
