import type { HostPin, HostTest, InventoryHost } from './core/hosts.ts';

/** The hosts that are configured, as verbs see them. */
export interface Inventory {
  readonly hosts: readonly InventoryHost[];
  /** Connects anew and tries what a read would need. */
  test(name: string): Promise<HostTest>;
  /** The fingerprint that the host shows now. */
  pin(name: string): Promise<HostPin>;
}
