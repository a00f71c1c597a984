import type { Proof } from './host-state.ts';

/** What was read of a host's iSCSI adapters, and of what file servers export to it. Missing was not captured. */
export interface StorageSections {
  readonly iscsiAdapters?: readonly IscsiAdapter[];
  readonly iscsiPorts?: readonly IscsiPort[];
  readonly exports?: readonly NfsExport[];
}

interface Shown {
  readonly evidence: Proof;
}

export interface IscsiAdapter extends Shown {
  readonly adapter: string;
  /** `iscsi_vmk` is the software adapter. */
  readonly driver?: string;
  readonly state?: string;
  readonly description?: string;
}

/** The NIC behind an iSCSI adapter; the software adapter has every NIC of the host behind it. */
export interface IscsiPort extends Shown {
  readonly adapter: string;
  readonly vmnic: string;
}

/** One share of a file server, as `showmount -e`, `exportfs` or its own file shows it. */
export interface NfsExport extends Shown {
  /** Missing where the listing does not name its server. */
  readonly server?: string;
  readonly share: string;
  /** Addresses, prefixes and names as printed; `*` is everybody. Where it is missing, they were cut off. */
  readonly clients?: readonly NfsClient[];
  /** True where every share of the server is listed. */
  readonly whole: boolean;
}

export interface NfsClient {
  readonly who: string;
  readonly access?: 'rw' | 'ro';
  /** True: root of the client is nobody on the share. */
  readonly rootSquashed?: boolean;
}
