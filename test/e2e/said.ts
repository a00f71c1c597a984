import type { Workspace } from '../../src/lab/workspace/index.ts';
import { SAMPLES } from '../../src/samples/index.ts';

/** A sample host's output, as an operator pastes it. */
export const output = (name: string) => SAMPLES.find((sample) => sample.name === name)!.text;

/** An output between code marks: short enough for one message. */
export function fenced(name: string): string {
  return `\`\`\`\n${output(name).slice(0, 3_500)}\n\`\`\``;
}

type Kind = 'answer' | 'detail' | 'progress' | 'notice';

/** The bot's messages of a kind, oldest first. */
export function said(workspace: Workspace, channel: string, kind: Kind) {
  return workspace.messages(channel).filter(({ metadata }) => metadata?.event_payload.kind === kind);
}

/** Waits for so many messages of a kind, and gives the last. */
export async function nth(workspace: Workspace, channel: string, kind: Kind, count = 1) {
  return workspace.until(() => said(workspace, channel, kind)[count - 1], 60_000);
}

/** That the answer comes later, which is told first wherever messages wait: any test may see it on a busy machine. */
export const isLateWord = ({ text }: { readonly text: string }) => text.includes('comes a little later');

/** What one person alone is told, oldest first, beside that an answer comes later. */
export function whispers(workspace: Workspace, channel: string, person: string) {
  return workspace.whispers(channel, person).filter((each) => !isLateWord(each));
}

/** Waits for what one person alone is told, and gives its text. */
export async function whispered(workspace: Workspace, channel: string, person: string, count = 1) {
  return workspace.until(() => whispers(workspace, channel, person)[count - 1], 60_000);
}

/** The words of all buttons of a message or view. */
export function buttons({ blocks = [] }: { readonly blocks?: readonly unknown[] }) {
  return (
    blocks as { type: string; block_id: string; elements?: { type: string; action_id: string; value?: string }[] }[]
  )
    .filter(({ type }) => type === 'actions')
    .flatMap(({ block_id, elements = [] }) =>
      elements.map(({ action_id, value }) => ({ blockId: block_id, actionId: action_id, value })),
    );
}

/** Waits for what a client has to ask for. */
export async function eventually<T>(look: () => Promise<T | undefined | null | false>): Promise<T> {
  for (const end = Date.now() + 60_000; ; ) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`it did not come about: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Asks where only the box can answer, and gives the box; a busy machine opens it late, and then a button brings a new try. */
export async function boxFor(workspace: Workspace, person: string, channel: string, question: string) {
  const asker = workspace.as(person);
  const seen = new Set(workspace.whispers(channel, person).map(({ ts }) => ts));
  await asker.command({ channel, text: `/vmk ${question}` });
  return eventually(async () => {
    const view = (await asker.views({})).views.at(-1);
    const late = workspace.whispers(channel, person).find(({ ts }) => !seen.has(ts));
    const again = late && buttons(late).find(({ actionId }) => actionId === 'vmk_open_paste');
    if (view !== undefined || late === undefined) return view;
    seen.add(late.ts);
    if (again === undefined) return undefined;
    const { blockId, actionId } = again;
    await asker.act({ at: { channel, ts: late.ts }, blockId, actionId });
    return undefined;
  });
}
