import { named, type Phrase, said } from '../../../core/describe/change/index.ts';
import type { AnyPlan } from '../../../core/plans/any-plan.ts';

/** What is said of each plan: once where it is the same of all, else with the hosts that it is said of. */
export function alike(plans: readonly AnyPlan[], of: (plan: AnyPlan) => readonly Phrase[]): readonly Phrase[] {
  const all = new Map<string, { readonly phrase: Phrase; readonly hosts: string[] }>();
  for (const plan of plans) {
    for (const phrase of of(plan)) {
      const key = JSON.stringify(phrase);
      const found = all.get(key) ?? { phrase, hosts: [] };
      found.hosts.push(String(plan.host));
      all.set(key, found);
    }
  }
  return [...all.values()].map(({ phrase, hosts }) =>
    hosts.length === plans.length ? phrase : said`${named(hosts)}: ${phrase}`,
  );
}
