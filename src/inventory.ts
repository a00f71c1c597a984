import type { HostPin, HostTest, InventoryHost } from './core/hosts.ts';

/** The hosts that are configured, as verbs see them. */
export interface Inventory {
  readonly hosts: readonly InventoryHost[];
  /** Peers that must still be reached after any change of a host. */
  readonly protected?: readonly { readonly name: string; readonly address: string; readonly port?: number }[];
  /** Connects anew and tries what a read would need. */
  test(name: string): Promise<HostTest>;
  /** The fingerprint that the host shows now. */
  pin(name: string): Promise<HostPin>;
}
