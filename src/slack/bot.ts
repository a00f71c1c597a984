import type { Incoming } from './incoming.ts';

/** What the listeners hand over to, once Slack has its acknowledgement. None of it throws: what fails is told or logged. */
export interface Bot {
  /** Answers, or tells that person why not. */
  ask(incoming: Incoming): void;
  /** Opens the box for pasting, with what is known already. */
  openPaste(incoming: Incoming): void;
  /** Shows the person their Home tab. */
  showHome(opened: { readonly id: string; readonly user: string }): void;
  /** The bot's own user id, whose mention is no word of a question. */
  readonly user: string;
}
