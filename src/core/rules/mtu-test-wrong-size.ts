import type { HostState, Ping } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { shown } from '../services/adapters.ts';
import { type Found, rule } from './rule.ts';

/** The payload that fills a plain 1500-byte frame: from here on a ping is meant as a test of the MTU. */
const FULL_FRAME = 1472;
/** Payloads that name a size in use: 1500, the overlay minimum 1600, 1700 and 9000, each less 28. */
const USUAL: ReadonlySet<number> = new Set([FULL_FRAME, 1572, 1672, 8972]);
/** People type the MTU itself where the payload belongs. */
const MTUS: ReadonlySet<number> = new Set([1500, 1600, 1700, 9000]);

type Fault = 'fragments' | 'larger-than-mtu' | 'smaller-than-mtu';

interface WrongSize extends Record<string, unknown> {
  readonly destination: string;
  readonly vmknic: string | null;
  readonly payload: number;
  /** null: the command was not shown. */
  readonly dontFragment: boolean | null;
  /** The adapter's MTU, or null where it is not known. */
  readonly mtu: number | null;
  /** The payload that fills the MTU exactly. */
  readonly expected: number | null;
  readonly fault: Fault;
}

/** A ping meant to test the MTU that proves nothing of it: it may be fragmented, or has the wrong size. */
export const mtuTestWrongSize = rule({
  id: 'mtu-test-wrong-size',
  title: 'A ping does not test the MTU it is meant to test',
  severity: 'risk',
  certainty: 'documented',
  sources: ['VSAN90', 'VSZ'],
  needs: [{ section: 'pings', command: 'vmkping -I vmkN -d -s 8972 ADDRESS' }],
  also: ['vmknics'],
  check: (state) => state.pings.flatMap((ping) => judged(state, ping)),

  explain: (facts) => ({
    problem: PROBLEMS[facts.fault](facts),
    why: `The payload of ping is the MTU less ${facts.destination.includes(':') ? 48 : 28} bytes of headers, and only with -d is the packet not cut into pieces on the way.`,
    todo: `Repeat it with -d and the payload ${facts.expected ?? 'that is the MTU less 28, 1472 for 1500 or 8972 for 9000'}, from the adapter in question (-I, from 5.1 on).`,
  }),
});

const PROBLEMS: Readonly<Record<Fault, (facts: WrongSize) => string>> = {
  fragments: ({ destination, payload }) =>
    `The ping of ${payload} bytes to ${destination} may be fragmented, so it says nothing of the MTU.`,
  'larger-than-mtu': ({ destination, payload, mtu, expected }) =>
    `The ping of ${payload} bytes to ${destination} is larger than ${mtu === null ? 'the adapter can send' : `the MTU ${mtu} allows (${expected})`}, so that it fails says nothing of the path.`,
  'smaller-than-mtu': ({ destination, payload, mtu, expected }) =>
    `The ping of ${payload} bytes to ${destination} does not fill the MTU ${mtu} (${expected} would), so it proves the path only up to its own size.`,
};

function judged(state: Pick<HostState, 'vmknics'>, ping: Ping): Found<WrongSize>[] {
  const { destination, payload, dontFragment, vmknic } = ping;
  if (payload === undefined || payload < FULL_FRAME) return [];
  const headers = destination.includes(':') ? 48 : 28;
  const nic = senderOf(state, ping);
  const mtu = nic?.mtu ?? null;
  const fault = faultOf(ping, payload, mtu, headers);
  if (fault === null) return [];
  const supposed = mtu ?? (MTUS.has(payload) ? payload : MTUS.has(payload + headers) ? payload + headers : null);
  const evidence = [...shown(ping, 'payload', 'destination', 'dontFragment', 'error')];
  return [
    {
      ...(fault === 'smaller-than-mtu' ? { severity: 'note' as const } : {}),
      ...(mtu === null && fault !== 'fragments' ? { certainty: 'inferred' as const } : {}),
      facts: {
        destination,
        vmknic: vmknic ?? nic?.name ?? null,
        payload,
        dontFragment: dontFragment ?? null,
        mtu,
        expected: supposed === null ? null : supposed - headers,
        fault,
      },
      evidence: nic === undefined ? evidence : [...evidence, ...shown(nic, 'mtu')],
    },
  ];
}

/** Without a known MTU only a payload that is itself an MTU, refused as too long, is surely a slip. */
function faultOf({ dontFragment, error }: Ping, payload: number, mtu: number | null, headers: number): Fault | null {
  if (dontFragment === false) return 'fragments';
  if (dontFragment === undefined && error !== 'message-too-long') return null;
  if (mtu === null) return MTUS.has(payload) && error === 'message-too-long' ? 'larger-than-mtu' : null;
  if (payload + headers > mtu) return 'larger-than-mtu';
  return payload + headers < mtu && !USUAL.has(payload) ? 'smaller-than-mtu' : null;
}

/** The adapter that was named with -I, or one of the stack where all of them have one MTU. */
function senderOf({ vmknics = [] }: Pick<HostState, 'vmknics'>, { vmknic, netstack = DEFAULT_STACK }: Ping) {
  if (vmknic !== undefined) return vmknics.find(({ name }) => name === vmknic);
  const [first, ...rest] = vmknics.filter((nic) => nic.netstack === netstack && nic.enabled !== false);
  return rest.every(({ mtu }) => mtu === first!.mtu) ? first : undefined;
}
