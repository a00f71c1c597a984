import type { Proof } from './host-state.ts';

/** What was read of the other end of the uplinks, and of the uplink that each port leaves by. Missing was not captured. */
export interface LinkSections {
  readonly linkHints?: readonly LinkHint[];
  readonly portUplinks?: readonly PortUplink[];
}

/** What a physical switch announces of itself to one uplink. */
export interface LinkHint {
  readonly name: string;
  /** null: the host was asked and has heard none. */
  readonly cdp?: SwitchPort | null;
  readonly lldp?: SwitchPort | null;
  readonly evidence: Proof;
}

/** A port of a physical switch, as the switch calls it. */
export interface SwitchPort {
  readonly device?: string;
  readonly port?: string;
  readonly vlan?: number;
}

/** A port of a virtual switch with the uplink that its traffic leaves by at that moment, as esxtop shows it. */
export interface PortUplink {
  /** `vmk1`, `2101:web-1`. */
  readonly client: string;
  readonly vswitch: string;
  /** null: all of them, or none. */
  readonly uplink: string | null;
  readonly evidence: Proof;
}
