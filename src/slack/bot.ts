import type { ACTIONS } from './changes/ids.ts';
import type { OpenBox } from './changes/open-box.ts';
import type { VoteGiven } from './changes/vote-view.ts';
import type { Incoming } from './incoming.ts';

/** Somebody opened the Home tab; `id` is the request's. */
export interface HomeOpened extends Pick<Incoming, 'id' | 'user' | 'team'> {}

/** What the listeners hand over to, once Slack has its acknowledgement. None of it throws: what fails is told or logged. */
export interface Bot {
  /** Answers, or tells that person why not. */
  ask(incoming: Incoming): void;
  /** Why the question in a box cannot be answered, in plain text; null where nothing is known against it. Asks nobody. */
  misfit(filled: Pick<Incoming, 'words' | 'pastes' | 'files'>): string | null;
  /** Opens the box for pasting, with what is known already. */
  openPaste(incoming: Incoming): void;
  /** Opens the form for the values that a plan lacks, or asks where it lacks none. */
  openValues(incoming: Incoming): void;
  /** A button of a change was pressed; the words are its value. */
  change(act: keyof typeof ACTIONS, incoming: Incoming): void;
  /** The modal for a reason or a code was sent; whether a code counts is said in it. */
  vote(vote: VoteGiven, incoming: Incoming, box: OpenBox): void;
  /** Shows the person their Home tab. */
  showHome(opened: HomeOpened): void;
  /** The bot's own user id, whose mention is no word of a question. */
  readonly user: string;
}
