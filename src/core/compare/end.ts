import { attachmentOf } from '../esxi/attachment.ts';
import { type Adapter, shown } from '../services/adapters.ts';
import { of, type Party } from './sides.ts';

/** An adapter of one host. */
export interface End {
  readonly party: Party;
  readonly adapter: Adapter;
}

export function nameOf({ party, adapter }: End): string {
  return `${adapter.name} of ${party.name}`;
}

/** On a port group the tag of the guest is passed on, so its VLAN says nothing of the adapter's. */
const GUEST_TAGGED = 4095;

export function vlanOf({ party, adapter }: End): number | undefined {
  const vlan = attachmentOf(party.state, adapter.nic).portgroup?.vlan;
  return vlan === GUEST_TAGGED ? undefined : vlan;
}

export function vlanLines({ party, adapter }: End) {
  const { portgroup } = attachmentOf(party.state, adapter.nic);
  return portgroup === undefined ? [] : of(party, shown(portgroup, 'vlan'));
}

/** What each adapter has, beside its name, in one order whichever host is asked first. */
export function eachOf(ends: readonly End[], value: (end: End) => unknown = () => null): readonly string[] {
  return ends.map((end) => JSON.stringify([end.adapter.name, value(end)])).toSorted();
}
