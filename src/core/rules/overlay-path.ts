import { nicNamed, shown } from '../services/adapters.ts';
import { unique } from '../services/choice.ts';
import { endpointsOf, OVERLAY_MTU, OVERLAY_PAYLOAD, type OverlayTest, overlayTests } from '../services/overlay.ts';
import { type Found, rule } from './rule.ts';

interface Lost extends Record<string, unknown> {
  readonly vmknic: string | null;
  readonly destination: string;
  readonly payload: number;
  /** The largest payload that arrived without being fragmented. */
  readonly passed: number | null;
  /** True where a smaller ping to the same endpoint was answered. */
  readonly reached: boolean;
}

/** A full-size packet between tunnel endpoints is lost on the way, although this host could send it. */
export const overlayPath = rule({
  id: 'overlay-path',
  title: 'The path between overlay endpoints loses full-size packets',
  severity: 'error',
  certainty: 'reported',
  sources: ['VSZ', 'S004'],
  needs: [],
  also: ['pings', 'vmknics'],

  subjects: ({ destination }: Lost) => [destination],

  lacks: (state) =>
    overlayTests(state).some(({ result }) => result === 'passes' || result === 'lost' || result === 'too-long')
      ? []
      : endpointsOf(state).map(({ name }) => `vmkping ++netstack=vxlan -I ${name} -d -s ${OVERLAY_PAYLOAD} PEER`),

  check(state) {
    const tests = overlayTests(state);
    return unique(tests.map(({ ping }) => ping.destination)).flatMap((destination): Found<Lost>[] => {
      const own = tests.filter(({ ping }) => ping.destination === destination);
      // Among several sizes the smallest that is lost tells most.
      const [lost] = own
        .filter(({ result }) => result === 'lost')
        .toSorted((one, other) => one.ping.payload! - other.ping.payload!);
      if (lost === undefined || own.some(({ result }) => result === 'unreachable')) return [];
      const { vmknic, payload } = lost.ping;
      const mtu = vmknic === undefined ? undefined : nicNamed(state, vmknic)?.mtu;
      if (mtu !== undefined && mtu < payload! + 28) return [];
      const answered = own.filter(({ result }) => result === 'small' || result === 'passes');
      const facts = {
        vmknic: vmknic ?? null,
        destination,
        payload: payload!,
        passed: passed(answered),
        reached: answered.length > 0,
      };
      const evidence = [lost, ...answered].flatMap(({ ping }) => shown(ping, 'payload', 'received', 'destination'));
      return [{ facts, evidence, ...(answered.length > 0 ? {} : ({ severity: 'risk' } as const)) }];
    });
  },

  explain: ({ vmknic, destination, payload, passed: size, reached }) => ({
    problem: `A ping of ${payload} bytes without fragmentation${vmknic === null ? '' : ` from ${vmknic}`} to ${destination} is lost on the way${size === null ? (reached ? ', while smaller ones are answered' : '') : `, while one of ${size} bytes arrives`}.`,
    why: `The host sent it without complaint, so its own MTU is large enough: ${reached ? `a hop between the endpoints carries less than ${payload + 28}${size === null ? '' : ` and at least ${size + 28}`}` : 'either a hop between the endpoints carries less, or nothing arrives at all'}. Full frames of the guests do not fit there.`,
    todo: reached
      ? `Look at the MTU of every hop, switch ports, VLAN interfaces and routers alike (in one case it was the interface of a router), set ${OVERLAY_MTU} or more, and repeat the ping.`
      : `Ping ${destination} from the same stack with a small payload first: only if that is answered is it the MTU.`,
  }),
});

function passed(answered: readonly OverlayTest[]): number | null {
  const sizes = answered.flatMap(({ ping }) => (ping.dontFragment === true ? (ping.payload ?? []) : []));
  return sizes.length === 0 ? null : Math.max(...sizes);
}
