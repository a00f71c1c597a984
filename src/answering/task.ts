import type { RecordCall } from '../changes-port.ts';
import type { Asked, Capture } from '../command.ts';
import type { Need } from '../core/esxi/needs.ts';
import type { HostPin, HostTest, InventoryHost } from '../core/hosts.ts';
import type { Reply } from '../core/reply.ts';
import type { Inventory } from '../inventory.ts';

/** Something of the world that a verb asked for; only the main thread can give it. */
export type Call =
  | { readonly kind: 'captures'; readonly needs: readonly Need[] | undefined }
  | { readonly kind: 'test' | 'pin'; readonly host: string }
  | { readonly kind: 'record'; readonly call: RecordCall };

/** What a call gave. */
export type Given =
  /** null: nothing is at hand, and a verb may do without. */
  | { readonly kind: 'captures'; readonly captures: readonly Capture[] | null }
  | { readonly kind: 'test'; readonly tested: HostTest }
  | { readonly kind: 'pin'; readonly shown: HostPin }
  | { readonly kind: 'record'; readonly answer: unknown };

/**
 * One run of a verb, beside the main thread. A verb is pure but for its calls: where it makes one that is not in `given`,
 * the run ends with that call, and the next run is given the answer. So no worker is held while a host is read.
 */
export interface Task extends Watched {
  readonly asked: Asked;
  readonly hosts: readonly InventoryHost[] | undefined;
  /** Peers that must still be reached after any change of a host. */
  readonly protected?: Inventory['protected'];
  /** A record of changes is at hand. */
  readonly record?: boolean;
  /** What the calls of earlier runs gave, in their order. */
  readonly given: readonly Given[];
}

/** A text to take secrets out of. */
export interface RedactTask extends Watched {
  readonly text: string;
}

/** Work that a time limit holds for. */
export interface Watched {
  /** Eight bytes: the worker writes when it began, in nanoseconds of `process.hrtime`, which all threads share. */
  readonly began: SharedArrayBuffer;
}

export type Unwatched<T extends Watched> = T extends unknown ? Omit<T, 'began'> : never;

/** How a run ended; a `Problem` crosses by its fields, whatever else is thrown as it is. */
export type Outcome =
  | { readonly kind: 'call'; readonly call: Call }
  | {
      readonly kind: 'said';
      readonly reply: Reply;
      readonly json: object;
      readonly verbatim: boolean;
      readonly file?: TextFile;
    }
  | { readonly kind: 'problem'; readonly fault: ProblemFields };

/** What a verb wrote as it came. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

export interface ProblemFields {
  readonly code: string;
  readonly message: string;
  readonly next: string;
  readonly exit: 1 | 2 | 3 | 4;
  readonly near?: { readonly word: string; readonly meant: string };
}
