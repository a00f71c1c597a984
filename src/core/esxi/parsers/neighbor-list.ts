import { arp, BAD, type Cell, expiry, ip, vmk } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/** The State cell is empty in real rows, and 5.0 has no Type: the word that stands there says which it is. */
const TYPES = /^(?:unknown|dynamic|static|permanent|autoconf|autonomous)$/i;
const STATES = /^(?:reachable|stale|delay|probe|incomplete|permanent|failed|noarp|router)$/i;

function oneOf(...forms: readonly RegExp[]): Cell {
  return {
    lengths: () => [1, 0],
    read: (text) => (text === '' ? undefined : forms.some((form) => form.test(text)) ? text : BAD),
  };
}

/**
 * The ARP and neighbour cache: which adapter holds each entry is a second proof of the way out.
 *
 *     Neighbor     Mac Address        Vmknic   Expiry  State  Type
 *     -----------  -----------------  ------  -------  -----  -------
 *     172.20.0.12  00:50:56:61:ce:22  vmk1    164 sec         Unknown
 */
export const neighborList: Parser = {
  id: 'neighbor-list',
  commands: ['esxcli network ip neighbor list', 'esxcfg-route -n'],
  section: 'neighbors',
  complete: true,
  shapes: [
    {
      table: true,
      titles: titles({
        Neighbor: ['address', ip],
        'Mac Address': ['mac', arp],
        Vmknic: ['vmknic', vmk],
        Interface: ['vmknic', vmk],
        Expiry: ['expirySeconds', expiry],
        'Expiry(sec)': ['expirySeconds', expiry],
        State: ['state', oneOf(STATES, TYPES)],
        Type: ['type', oneOf(TYPES)],
      }),
      required: ['neighbor', 'macaddress'],
      build(row, { netstack }) {
        const { state, type, ...rest } = row.values;
        const only = type === undefined && typeof state === 'string' && TYPES.test(state);
        const values = omit({ ...rest, netstack, state: only ? null : (state ?? null), type: only ? state : type });
        return factOf(row, 'neighbors', `${netstack} ${values.address} ${values.vmknic ?? ''}`, values);
      },
    },
  ],
};
