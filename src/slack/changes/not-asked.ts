import type { AskRefusal } from '../../changes/service.ts';
import type { AnyPlan } from '../../core/plans/any-plan.ts';

/** Why a plan stays an answer, and what to do; behind its headline. */
export function notAskedWords(refusal: AskRefusal, plan: AnyPlan): string {
  const host = `\`${refusal.host ?? plan.host}\``;
  switch (refusal.code) {
    case 'no-policy':
      return `Nothing was asked for: no policy says who may change ${host}. Add one with its group, \`changes: [${plan.kind}]\` and \`approve:\`.`;
    case 'kind-not-allowed':
      return `Nothing was asked for: a policy of ${host} leaves \`${plan.kind}\` out of its \`changes:\`. Add it there, or type the commands on the host.`;
    case 'no-such-host':
      return `Nothing was asked for: ${host} is not in my inventory. Add it under \`hosts:\`.`;
    case 'nothing-to-do':
      return `Nothing was asked for: ${host} needs no command for it.`;
    case 'other-plan':
      return `Nothing was asked for: the plan of ${host} was made with a timer or a text that is not today's. Ask once more.`;
    case 'not-applicable':
      return `Nothing was asked for on ${host}: ${refusal.reasons.join(' ')}`;
  }
}
