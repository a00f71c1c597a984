import type { Change } from '../../changes/change.ts';
import type { Changes } from '../../changes/service.ts';
import type { AnyPlan } from '../../core/plans/any-plan.ts';

/** A request that waits for the same commands on the same hosts, none of which moved since; null where there is none. */
export async function askedAlready(
  plans: readonly AnyPlan[],
  changes: Pick<Changes, 'open' | 'get' | 'planOf'>,
  now: number,
): Promise<Change | null> {
  const hosts = plans.map(({ host }) => String(host));
  const waiting = (await changes.open()).filter((each) => each.state === 'pending' && sameSet(each.hosts, hosts));
  for (const { id } of waiting) {
    const change = await changes.get(id);
    if (change === null || change.group !== null || change.approval.expires <= now) continue;
    const members = change.together?.members ?? [id];
    const asked = await Promise.all(members.map((each) => changes.planOf(each)));
    if (asked.every((one) => one !== null && plans.some((other) => isSame(one, other)))) return change;
  }
  return null;
}

const sameSet = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((each) => others.includes(each));

function isSame(one: AnyPlan, other: AnyPlan): boolean {
  const bound = ({ host, commands, basis }: AnyPlan) => JSON.stringify([host, commands, basis]);
  return bound(one) === bound(other);
}
