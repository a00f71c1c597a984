import { shown } from '../services/adapters.ts';
import { unique } from '../services/choice.ts';
import { OVERLAY_PAYLOAD, overlayTests } from '../services/overlay.ts';
import { type Found, rule } from './rule.ts';

interface Unfit extends Record<string, unknown> {
  readonly destination: string;
  readonly vmknic: string | null;
  readonly payload: number | null;
  readonly fault: 'other-stack' | 'never-left' | 'small';
}

/** From here on `mtu-test-wrong-size` says what is wrong with a ping that may be fragmented. */
const FULL_FRAME = 1472;

/** Pings between tunnel endpoints that say nothing of the size they can carry. */
export const overlayTest = rule({
  id: 'overlay-test',
  title: 'A ping between overlay endpoints does not test their size',
  severity: 'note',
  certainty: 'reported',
  sources: ['VSZ'],
  needs: [],
  also: ['pings', 'vmknics'],

  subjects: ({ destination }: Unfit) => [destination],

  check(state) {
    const tests = overlayTests(state);
    const tested = new Set(tests.flatMap(({ ping, result }) => (TESTS.has(result) ? [ping.destination] : [])));
    const unfit = tests.filter(({ ping, result }) => !tested.has(ping.destination) && UNFIT.has(result));
    return unique(unfit.map(({ ping }) => ping.destination)).flatMap((destination): Found<Unfit>[] => {
      const { ping, result } = unfit.find((each) => each.ping.destination === destination)!;
      const { vmknic = null, payload = null, dontFragment } = ping;
      if (result === 'small' && dontFragment === false && (payload ?? 0) >= FULL_FRAME) return [];
      const fault = result as Unfit['fault'];
      const evidence = shown(ping, 'payload', 'destination', 'netstack', 'received');
      return [
        {
          facts: { destination, vmknic, payload, fault },
          evidence,
          ...(fault === 'small' ? {} : { severity: 'risk' as const }),
        },
      ];
    });
  },

  explain: ({ destination, vmknic, payload, fault }) => ({
    problem: {
      small: `The ping to the endpoint ${destination}${payload === null ? '' : ` with ${payload} bytes`} shows that it is there, not that full-size packets get through.`,
      'other-stack': `The ping to ${destination} did not leave by the stack of the overlay, so it tested another path.`,
      'never-left': `The ping to ${destination} never left: the stack that was asked knows no ${vmknic ?? 'such adapter'}.`,
    }[fault],
    why: WHY[fault],
    todo: `Repeat it as vmkping ++netstack=vxlan -I ${vmknic ?? 'vmkN'} -d -s ${OVERLAY_PAYLOAD} ${destination}.`,
  }),
});

const WHY: Readonly<Record<Unfit['fault'], string>> = {
  small: 'Encapsulation adds about 50 bytes to full frames: small packets pass where these are lost.',
  'other-stack': 'Each stack has a table of its own; without its name a ping follows the one of the default stack.',
  'never-left':
    '`Unknown interface` is the mark of the wrong stack: without its name a ping knows the adapters of the default stack only.',
};

const UNFIT: ReadonlySet<string> = new Set(Object.keys(WHY));
const TESTS: ReadonlySet<string> = new Set(['passes', 'lost', 'too-long', 'unreachable']);
