import { ADDRESSES } from './addresses.ts';

/** The network namespaces of one network, by what stands there. */
export const PLACES = ['provider', 'host', 'router', 'client', 'operators'] as const;

export type Place = (typeof PLACES)[number];

/** A cable between two places: the names of its ends and their addresses. */
interface Link {
  readonly ends: readonly [End, End];
}

interface End {
  readonly place: Place;
  readonly name: string;
  readonly address: string;
  /** The name of the port group, which the host's listings show. */
  readonly alias?: string;
}

export const LINKS: readonly Link[] = [
  {
    ends: [
      { place: 'host', name: 'vmk0', address: `${ADDRESSES.vmk0}/28`, alias: 'Public' },
      { place: 'provider', name: 'customer', address: `${ADDRESSES.provider}/28` },
    ],
  },
  {
    ends: [
      { place: 'host', name: 'vmk1', address: `${ADDRESSES.vmk1}/24`, alias: 'LAN' },
      { place: 'router', name: 'lan', address: `${ADDRESSES.router}/24` },
    ],
  },
  {
    ends: [
      { place: 'client', name: 'net', address: `${ADDRESSES.client}/24` },
      { place: 'router', name: 'clients', address: '192.168.40.1/24' },
    ],
  },
  {
    ends: [
      { place: 'operators', name: 'net', address: `${ADDRESSES.operator}/24` },
      { place: 'provider', name: 'upstream', address: '203.0.113.1/24' },
    ],
  },
];

/** The default gateway of each place. The router knows its two nets and nothing else. */
export const GATEWAYS: Readonly<Partial<Record<Place, string>>> = {
  host: ADDRESSES.provider,
  client: '192.168.40.1',
  operators: '203.0.113.1',
  // Anything else is somewhere in the internet.
  provider: ADDRESSES.operator,
};

/**
 * Kernel settings of each place. The host looks at no source and asks for a MAC with the address of the adapter that it asks
 * by, as a vmkernel does. The provider takes from its customer only what it
 * would send back to it (uRPF, RFC 3704), which private addresses are not.
 */
export const SETTINGS: Readonly<Record<Place, Readonly<Record<string, number>>>> = {
  host: { 'conf/all/rp_filter': 0, 'conf/vmk0/rp_filter': 0, 'conf/vmk1/rp_filter': 0, 'conf/all/arp_announce': 2 },
  provider: { ip_forward: 1, 'conf/customer/rp_filter': 1 },
  router: { ip_forward: 1 },
  client: {},
  operators: {},
};
