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
  return workspace.until(() => said(workspace, channel, kind)[count - 1], 20_000);
}

/** Waits for what one person alone is told, and gives its text. */
export async function whispered(workspace: Workspace, channel: string, person: string, count = 1) {
  return workspace.until(() => workspace.whispers(channel, person)[count - 1], 20_000);
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
  for (const end = Date.now() + 20_000; ; ) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`it did not come about: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
