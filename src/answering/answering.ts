import type { ChangesPort } from '../changes-port.ts';
import type { Asked, Capture } from '../command.ts';
import type { Need } from '../core/esxi/needs.ts';
import type { Redacted } from '../core/esxi/redact.ts';
import type { Reply } from '../core/reply.ts';
import type { Inventory } from '../inventory.ts';

/** A verb with its words, and where the host's state comes from. */
export interface Ask {
  readonly asked: Asked;
  /** What is read where the verb asks for it: of a paste the text, of live hosts only what is needed. Missing: nothing is at hand. */
  readonly captures?:
    | ((needs: readonly Need[] | undefined, signal: AbortSignal) => Promise<readonly Capture[]>)
    | undefined;
  /** The hosts that whoever asks may see. */
  readonly inventory?: Inventory | undefined;
  /** The record of the changes of those hosts. */
  readonly changes?: ChangesPort | undefined;
}

/** An answer, with the captures it rests on. */
export interface Said {
  readonly reply: Reply;
  readonly json: object;
  readonly captures: readonly Capture[];
  /** What people get is the same JSON, indented. */
  readonly verbatim?: true;
  /** What is a file rather than a reply. */
  readonly file?: { readonly name: string; readonly text: string };
}

/** Runs verbs beside the main thread: however long a paste takes to read, Slack is acknowledged in time. */
export interface Answering {
  /** Rejects with a `Problem` (to be shown), or with anything else (a bug). A text that takes too long is a `Problem` too. */
  answer(ask: Ask, signal?: AbortSignal): Promise<Said>;
  /** Takes out what looks like a secret (src/core/esxi/redact.ts), of a text of any length. Rejects as `answer` does. */
  redact(text: string, signal?: AbortSignal): Promise<Redacted>;
  /** Cancels what is open. */
  close(): Promise<void>;
}
