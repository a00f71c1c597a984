import { readShellLine } from '../core/esxi/reading/prompt.ts';
import type { Output, Words } from './batch.ts';

interface Prompt {
  /** Its name in the inventory, by which the state will be called. */
  readonly host: string;
  readonly user: string;
  readonly console: boolean;
}

/** Answers as a shell session, as an operator would paste it. `marked` counts output lines that look like a command. */
export function transcriptOf(
  prompt: Prompt,
  answers: readonly (Output & { readonly words: Words })[],
): { text: string; marked: number } {
  const user = prompt.user.replace(/[^\w.-]/g, '_');
  const shown = prompt.console ? `[${user}@${prompt.host} ${user}]# ` : `[${user}@${prompt.host}:~] `;
  let marked = 0;
  const mark = (line: string) => {
    // A host's output may hold anything, a prompt of another host included; only our own lines are commands.
    if (readShellLine(line) === null) return line;
    marked += 1;
    return `(output) ${line}`;
  };
  const passages = answers.map(({ words, stdout, stderr }) => {
    const output = [stdout, stderr].map((text) => text.replace(/\s+$/, '')).filter((text) => text !== '');
    const lines = output.flatMap((text) => text.split(/\r?\n/)).map(mark);
    return [`${shown}${words.join(' ')}`, ...lines, ''].join('\n');
  });
  return { text: passages.join('\n'), marked };
}
