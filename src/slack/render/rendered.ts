import type { Page } from '../message.ts';

/** A reply within Slack's limits: the message that answers, the messages below it in the thread, and what was too long as a file. */
export interface Rendered {
  readonly root: Page;
  readonly details: readonly Page[];
  readonly file?: { readonly name: string; readonly title: string; readonly text: string };
}
