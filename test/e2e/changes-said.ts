import type { Workspace } from '../../src/lab/workspace/index.ts';
import { DOUBLE_CLICK_MS } from '../../src/slack/delivery/keys.ts';
import { eventually } from './said.ts';

/** The card of a channel, as its metadata tells of it. */
export function cards(workspace: Workspace, channel: string) {
  return workspace.messages(channel).filter(({ metadata }) => metadata?.event_payload.kind === 'change');
}

/** Waits until the only card of a channel shows a state, and gives it. */
export async function card(workspace: Workspace, channel: string, state: string) {
  return workspace.until(() => {
    const [found] = cards(workspace, channel).filter(({ metadata }) => metadata?.event_payload.state === state);
    return found;
  }, 30_000);
}

interface Button {
  readonly type: string;
  readonly action_id: string;
  readonly text: { readonly text: string };
}

/** The labels of a message's buttons. */
export function label({ blocks = [] }: { readonly blocks?: readonly unknown[] }): string[] {
  return (blocks as { elements?: Button[] }[])
    .flatMap(({ elements = [] }) => elements)
    .filter(({ type }) => type === 'button')
    .map(({ text }) => text.text);
}

/** Clicks the button with this label on the card of a channel, or on the message given, as it stands then. */
export async function click(workspace: Workspace, person: string, channel: string, label: string, ts?: string) {
  return eventually(async () => {
    const shown = workspace.messages(channel).find((each) => each.ts === (ts ?? cards(workspace, channel).at(-1)?.ts));
    const all = ((shown?.blocks ?? []) as unknown as { block_id: string; elements?: Button[] }[]).flatMap(
      ({ block_id, elements = [] }) =>
        elements.filter(({ type }) => type === 'button').map((each) => ({ blockId: block_id, ...each })),
    );
    const button = all.find(({ text }) => text.text === label);
    if (button === undefined) return null;
    return workspace
      .as(person)
      .act({ at: { channel, ts: shown!.ts }, blockId: button.blockId, actionId: button.action_id });
  });
}

/** What the bot said in a thread, oldest first. */
export function below(workspace: Workspace, channel: string, ts: string) {
  return workspace.messages(channel).filter(({ thread, ts: own }) => thread === ts && own !== ts);
}

/** What happened to a change, as its thread was told. */
export function notices(workspace: Workspace, channel: string, ts: string) {
  return below(workspace, channel, ts).filter(({ metadata }) => metadata?.event_payload.kind === 'notice');
}

/** The modal that is open for somebody. */
export async function modal(workspace: Workspace, person: string) {
  return eventually(async () => (await workspace.as(person).views({})).views.at(-1));
}

/** Until a second press of a button is another click, and not a double one. */
export const notDouble = () => new Promise((done) => setTimeout(done, DOUBLE_CLICK_MS + 100));
