import type { NfsClient } from '../../src/core/esxi/storage-state.ts';
import { type Part, proof, route, vmk } from '../support/host.ts';

/** Management and NFS in one subnet: the table sends NFS by vmk0, 10.4.1.7. */
export const SHARED: readonly Part[] = [
  vmk('vmk0', '10.4.1.7/24', { portgroup: 'Management Network' }),
  vmk('vmk1', '10.4.1.8/24', { portgroup: 'NFS' }),
  route('10.4.1.0/24', null, 'vmk0'),
];

export const FILER = '10.4.1.60';

/** A volume from the filer that is not there. */
export function lost(share = '/vol/isos', server = FILER): Part {
  const entry = { volume: 'isos', server, share, accessible: false, mounted: false, version: 3 as const };
  return { nfs: [{ ...entry, evidence: proof(entry, 'esxcli storage nfs list') }] };
}

/** A line of `showmount -e`; clients as text are names or addresses. */
export function exported(share: string, clients: readonly (string | NfsClient)[] | undefined, server = FILER): Part {
  const named = clients?.map((each) => (typeof each === 'string' ? { who: each } : each));
  const entry = { server, share, whole: true, ...(named === undefined ? {} : { clients: named }) };
  return { exports: [{ ...entry, evidence: proof(entry, `showmount -e ${server}`) }] };
}
