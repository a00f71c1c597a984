import type { ToldSubject } from './told.ts';

/** A router that nobody could ask for: the table shows the route to it just as it would to one that answers. */
export interface NotAsked {
  readonly router: string;
  /** One sentence: which router, and why it was not asked. */
  readonly text: string;
}

/** Of a change that was applied the routers that it sends to and that could not be asked whether they are there. */
export function notAsked({ plans, change }: Pick<ToldSubject, 'plans' | 'change'>): readonly NotAsked[] {
  if ((change.before?.probed ?? []).some(({ way }) => way === 'arp')) return [];
  return plans.flatMap(({ checks, change: planned }) => {
    const open = checks.find(({ id, state }) => id === 'C9' && state === 'not-known');
    const router = planned === null || planned.kind === 'ntp' ? null : planned.gateway;
    if (open === undefined || router === null) return [];
    return [
      { router, text: open.text.replace(/ (is not asked|was not read)/, ' was not asked').replace(/: .*$/, '.') },
    ];
  });
}

/** Where a change sends somebody by a new way and nobody beyond it was asked, that the table shows it does not tell that it works. */
export function wayNotTried({ plans, change }: Pick<ToldSubject, 'plans' | 'change'>): readonly string[] {
  const [plan] = plans;
  const isTried = (change.before?.probed ?? []).some(({ way, ok }) => way === 'ping' && ok);
  if (isTried || plan === undefined || plan.diff.changes.length === 0) return [];
  switch (plan.change?.kind) {
    case 'add':
      return [`Whether anybody in ${plan.change.network} is reached this way was not tried.`];
    case 'gateway':
      return ['Whether anybody behind the new gateway is reached was not tried.'];
    case 'remove':
    case 'ntp':
    case undefined:
      return [];
  }
}
