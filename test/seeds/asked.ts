import { read } from '../../src/core/esxi/read.ts';
import { understand } from '../../src/core/questions/understand.ts';
import type { WhyAnswer } from '../../src/core/why/answer.ts';
import { why } from '../../src/core/why/why.ts';

/** The answer to a story told in words, of an output as somebody pastes it. */
export function asked(words: string, output: string): WhyAnswer {
  const understood = understand(words);
  if (!('question' in understood)) throw new Error(`not understood: ${words}`);
  const { hosts, unread } = read(output);
  if (unread.length > 0) throw new Error(`not read: ${JSON.stringify(unread)}`);
  return why(hosts[0]!, understood.question);
}

/** All that an answer says. */
export const allOf = ({ answer, steps }: WhyAnswer) => [answer, ...steps.map(({ text }) => text)].join('\n');
