import type { Path } from '../routing/what-if.ts';

/** How an address is sent, to follow its range. */
export function pathOf({ outcome, vmknic, nextHop }: Path): string {
  const by = vmknic === null ? 'by an adapter that is not known' : `by ${vmknic}`;
  switch (outcome) {
    case 'on-link':
      return `${by} on the link`;
    case 'via-gateway':
      return `${by} through ${nextHop}`;
    case 'no-route':
      return 'no route';
    case 'gateway-unreachable':
      return `nowhere, for the gateway ${nextHop} is in no subnet of an adapter`;
    case 'ambiguous':
      return 'not settled';
    case 'not-enough-known':
      return 'not known';
  }
}
