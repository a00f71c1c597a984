import type { Log } from '../log.ts';
import type { Teller } from './changes/teller.ts';
import type { OpenQuestions } from './delivery/open.ts';
import type { Desk } from './desk.ts';
import type { LinkedOutbox } from './outbox/create.ts';
import type { SlackLink } from './receivers.ts';
import { isDoneWithin } from './within.ts';

export interface Stoppable {
  readonly link: SlackLink;
  readonly desk: Desk;
  readonly outbox: LinkedOutbox;
  readonly open: OpenQuestions;
  readonly teller: Teller;
  readonly log: Log;
}

/**
 * Ends within so many milliseconds, whatever Slack does: nothing new is taken, what was asked is finished, then whoever still waits is
 * told that the bot is being restarted, and at last what waits is sent.
 */
export async function stop({ link, desk, outbox, open, teller, log }: Stoppable, withinMs: number): Promise<void> {
  const began = performance.now();
  const until = (share: number) => Math.max(0, began + withinMs * share - performance.now());
  const closed = link.stop().catch((err) => log.error({ err }, 'the link was not closed'));
  await isDoneWithin(closed, until(0.2));
  if (!(await desk.isDoneWithin(until(0.5)))) await hurry(desk, outbox, until);
  if (desk.left > 0) log.warn({ left: desk.left }, 'ended in the middle of what was asked');
  teller.stop();
  await outbox.close(until(0.95));
  await Promise.all([isDoneWithin(closed, until(1)), isDoneWithin(open.stop(), until(1))]);
}

/** Reading ends first. What then waits for a place in Slack will not get one in time. */
async function hurry(desk: Desk, outbox: LinkedOutbox, until: (share: number) => number): Promise<void> {
  desk.interrupt();
  if (await desk.isDoneWithin(until(0.65))) return;
  outbox.onlyWhispers();
  await desk.isDoneWithin(until(0.9));
}
