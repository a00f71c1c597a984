import type { HostState, Platform } from '../host-state.ts';
import type { IscsiAdapter, IscsiPort, NfsExport, StorageSections } from '../storage-state.ts';
import type { Sections } from './merge.ts';

/** The machine, its iSCSI adapters and what servers export, of what the readers found. */
export function storageSections(sections: Sections): StorageSections & Pick<HostState, 'platform'> {
  const platform = all<Platform>(sections, 'platform')?.[0];
  const iscsiAdapters = all<IscsiAdapter>(sections, 'iscsiAdapters');
  const iscsiPorts = all<IscsiPort>(sections, 'iscsiPorts');
  const exports = all<NfsExport>(sections, 'exports');
  return {
    ...(platform && { platform }),
    ...(iscsiAdapters && { iscsiAdapters }),
    ...(iscsiPorts && { iscsiPorts }),
    ...(exports && { exports }),
  };
}

function all<T>(sections: Sections, name: string): T[] | undefined {
  const entries = sections.get(name);
  return entries && [...entries.values()].map(({ values, evidence }) => ({ ...values, evidence }) as T);
}
