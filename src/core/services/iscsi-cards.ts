import type { HostState, Uplink } from '../esxi/host-state.ts';
import type { IscsiAdapter, IscsiPort } from '../esxi/storage-state.ts';

/** The driver of the software adapter, which has every NIC behind it. */
const SOFTWARE = 'iscsi_vmk';
/** Cards whose ports take a storage personality: FCoE, iSCSI or none. */
const CONVERGED = /flex ?fabric|converged|\bCNA\b/i;

type Looked = Pick<HostState, 'uplinks' | 'iscsiAdapters' | 'iscsiPorts'>;

/** NICs of one driver: those that are the port of a card's own iSCSI adapter, and those that are none. */
export interface CardPorts {
  readonly driver: string;
  readonly with: readonly { readonly uplink: Uplink; readonly port: IscsiPort }[];
  readonly without: readonly Uplink[];
}

/** The iSCSI adapters that cards bring, without the software one. */
export function cardAdapters({ iscsiAdapters = [] }: Looked): readonly IscsiAdapter[] {
  return iscsiAdapters.filter(({ driver }) => driver !== SOFTWARE);
}

export function isConverged({ description }: Uplink): boolean {
  return description !== undefined && CONVERGED.test(description);
}

/** The NICs by driver, where at least one of them is the port of a card's iSCSI adapter. */
export function cardPorts(state: Looked): readonly CardPorts[] {
  const { uplinks = [] } = state;
  const ports = portsOfCards(state);
  const drivers = new Set(uplinks.flatMap(({ driver }) => driver ?? []));
  return [...drivers].flatMap((driver) => {
    const own = uplinks.filter((uplink) => uplink.driver === driver);
    const paired = own.flatMap((uplink) => {
      const port = ports.find(({ vmnic }) => vmnic === uplink.name);
      return port === undefined ? [] : [{ uplink, port }];
    });
    if (paired.length === 0) return [];
    return [{ driver, with: paired, without: own.filter(({ name }) => !ports.some(({ vmnic }) => vmnic === name)) }];
  });
}

/** Without the list of adapters, one that has a single NIC behind it on a host of several is a card's. */
function portsOfCards(state: Looked): readonly IscsiPort[] {
  const { iscsiAdapters, iscsiPorts = [], uplinks = [] } = state;
  if (iscsiAdapters !== undefined) {
    const names = new Set(cardAdapters(state).map(({ adapter }) => adapter));
    return iscsiPorts.filter(({ adapter }) => names.has(adapter));
  }
  if (uplinks.length < 2) return [];
  return iscsiPorts.filter(({ adapter }) => iscsiPorts.filter((each) => each.adapter === adapter).length === 1);
}
