import type { Workspace } from '../../src/lab/workspace/index.ts';
import { DOUBLE_CLICK_MS } from '../../src/slack/delivery/keys.ts';
import { NAME, ROUTE } from '../changes/support.ts';
import { cards, click, label } from '../e2e/changes-said.ts';

export const CHANNEL = 'ops';
export const ASKER = 'oncall';
export const SECOND = 'netops';

/** A route that cures what is wrong with the host, and one that does not and is taken back. */
export const CURES = `route ${NAME} ${ROUTE}`;
export const CURES_NOT = `return-path ${NAME} 10.44.60.0/24 via 10.44.20.1`;

/** Somebody types a fix. */
export async function asks(workspace: Workspace, words = CURES): Promise<void> {
  await workspace.as(ASKER).command({ channel: CHANNEL, text: `/vmk fix ${words}` });
}

/** Somebody else presses `Confirm` wherever they see it, and again where nothing came of it, until `over`. */
export async function confirms(workspace: Workspace, over: () => boolean): Promise<void> {
  for (let last = 0; !over(); await pause()) {
    const isShown = cards(workspace, CHANNEL).some((card) => label(card).includes('Confirm'));
    // Two presses in a moment are one double click; nobody is there to be told of it between two processes.
    if (!isShown || workspace.link.connections === 0 || Date.now() - last <= DOUBLE_CLICK_MS + 100) continue;
    last = Date.now();
    await click(workspace, SECOND, CHANNEL, 'Confirm').catch(() => {});
  }
}

const pause = () => new Promise((done) => setTimeout(done, 20));
