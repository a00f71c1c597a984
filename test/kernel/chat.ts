/** What people do and see in the workspace about the one change of a proof. */
import type { Workspace } from '../../src/lab/workspace/index.ts';
import { below, cards } from '../e2e/changes-said.ts';
import { HOST } from './configuration.ts';
import { ADDRESSES, CLIENTS } from './network/index.ts';

export const CHANNEL = 'ops';

/** The cure of the finding, in the words that an operator types. */
export const CURE = `fix return-path ${HOST} ${CLIENTS} via ${ADDRESSES.router}`;

export function ask(workspace: Workspace, words: string) {
  return workspace.as('oncall').command({ channel: CHANNEL, text: `/vmk ${words}` });
}

/** Waits until the card shows a state; what ends with a timer takes longer. */
export function shows(workspace: Workspace, state: string, ms = 40_000) {
  const isSo = (each: ReturnType<typeof cards>[number]) => each.metadata?.event_payload.state === state;
  return workspace.until(() => cards(workspace, CHANNEL).find(isSo), ms);
}

/** Waits until the thread below a message tells something. */
export function tells(workspace: Workspace, ts: string, words: RegExp) {
  return workspace.until(() => below(workspace, CHANNEL, ts).find(({ text }) => words.test(text)), 30_000);
}
