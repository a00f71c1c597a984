import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import type { AnyPlan } from '../../plans/any-plan.ts';

/** The words that plan the same once more, from a fresh read; null where the host's name could be read as something else. */
export function againWords(plan: AnyPlan): string | null {
  const { host, change, rule } = plan;
  if (typeof host !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/.test(host) || change === null) return null;
  if (change.kind === 'ntp') {
    const guests = change.guestsConsidered ? ' guests-considered' : '';
    return `fix ${rule ?? 'ntp'} ${host} servers ${change.servers.join(',')}${guests}`;
  }
  const stack = change.netstack === DEFAULT_STACK ? '' : ` stack ${change.netstack}`;
  switch (change.kind) {
    case 'gateway':
      return `fix ${rule ?? 'gateway'} ${host} ${rule === null ? '' : 'via '}${change.gateway}${rule === null ? stack : ''}`;
    case 'add':
      return rule === null
        ? `fix route ${host} add ${change.network} via ${change.gateway}${stack}`
        : `fix ${rule} ${host} ${change.network} via ${change.gateway}`;
    case 'remove': {
      const via = change.gateway === null ? '' : ` via ${change.gateway}`;
      return rule === null
        ? `fix route ${host} remove ${change.network}${via}${stack}`
        : `fix ${rule} ${host} ${change.network}${via}`;
    }
  }
}
