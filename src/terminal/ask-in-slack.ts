import type { Answer, Asked } from '../command.ts';
import { section, text } from '../core/describe/sections.ts';
import { plansIn } from '../core/plans/answered.ts';

/** A plan of live hosts that can be asked for, with where: a terminal plans, and does not know who confirms. */
export function withWayOn(answer: Answer, { verb, words, stack }: Asked, hosts: readonly string[]): Answer {
  const plans = verb === 'fix' && hosts.length > 0 ? plansIn(answer.json) : [];
  const isOpen = plans.some(
    ({ refusals, missing, applicable }) => refusals.length > 0 || missing.length > 0 || !applicable,
  );
  if (plans.length === 0 || isOpen) return answer;
  const typed = [verb, ...words, ...(stack === undefined ? [] : ['--stack', stack])].join(' ');
  const line = `In a channel with the bot, type \`/vmk ${typed}\`. Somebody else confirms it there, by the buttons of its card.`;
  return {
    ...answer,
    reply: () => {
      const reply = answer.reply();
      return { ...reply, sections: [...reply.sections, ...section('To ask for it', text(line))] };
    },
  };
}
