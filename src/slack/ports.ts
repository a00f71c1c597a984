import type { Answering } from '../answering/answering.ts';
import type { Changes } from '../changes/service.ts';
import type { Metrics } from '../health/metrics.ts';
import type { Live } from '../live.ts';
import type { Log } from '../log.ts';
import type { Codes } from '../otp/codes.ts';
import type { Store } from '../store/store.ts';
import type { CardPatience, Cards } from './changes/cards.ts';
import type { VoteOpening, VoteSubject } from './changes/vote-view.ts';
import type { Deliveries } from './delivery/deliveries.ts';
import type { OpenQuestions } from './delivery/open.ts';
import type { Respond } from './delivery/respond.ts';
import type { Downloaded } from './files/download.ts';
import type { FileGiven, Paste } from './incoming.ts';
import type { MessageKind, Place, Posted } from './message.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { Access } from './people/access.ts';
import type { Approvers } from './people/approvers.ts';
import type { Threads } from './threads/memory.ts';
import type { FixOpening } from './views/fix-values.ts';
import type { PasteOpening } from './views/paste.ts';

/** All that a conversation uses of the world. */
export interface Ports {
  readonly name: string;
  readonly access: Access;
  readonly answering: Answering;
  readonly live: Pick<Live, 'named' | 'captures' | 'inventory' | 'names'>;
  readonly threads: Threads;
  readonly changes: Changes;
  readonly cards: Cards;
  readonly cardPatience: CardPatience;
  readonly approvers: Approvers;
  readonly codes: Codes;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly deliveries: Deliveries;
  readonly open: OpenQuestions;
  readonly slack: SlackCalls;
  readonly respondTo: (url: string | undefined, person: Place & { readonly user: string }) => Respond;
  /** Takes secrets out of a text; its lines stay where they are. */
  readonly redact: (text: string) => string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => number;
  /** How many questions are worked on at the same time; 200 where it is not said. */
  readonly mostAtOnce?: number;
  /** After how many milliseconds it is told that something is being worked on. */
  readonly soonMs: number;
}

/** What is asked of Slack beside saying something. */
export interface SlackCalls {
  /** Rejects with a `Problem` where it is not to be had. */
  download(file: FileGiven): Promise<Downloaded>;
  /** What was pasted or dropped in a thread, its first message included; `more` where only its beginning was read. Rejects with a `Problem` where it cannot be read. */
  givenIn(
    place: Place & { readonly thread: string },
    /** Milliseconds since 1970: what was given before does not count. */
    after: number | null,
  ): Promise<{ pastes: readonly Paste[]; files: readonly FileGiven[]; more: boolean }>;
  /** Opens the box for pasting and gives its view's id. */
  openPaste(trigger: string, opening: PasteOpening): Promise<string>;
  updatePaste(view: string, opening: PasteOpening): Promise<void>;
  /** Opens the form for the values that a plan lacks. */
  openValues(trigger: string, opening: FixOpening): Promise<void>;
  /** Opens the modal that asks for a reason or a code. */
  openVote(trigger: string, opening: VoteOpening, what: VoteSubject): Promise<void>;
  /** The `ts` of our message with this key, posted since then by the clock (milliseconds since 1970); rejects with `Undelivered`. */
  find(place: Place, key: string, since: number, kind?: MessageKind): Promise<string | null>;
  /** The address of a message, for people; rejects where Slack does not give it. */
  linkTo(message: Posted): Promise<string | null>;
  publishHome(user: string, blocks: readonly object[]): Promise<void>;
}
