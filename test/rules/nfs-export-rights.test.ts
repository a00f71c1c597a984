import { nfsExportRights } from '../../src/core/rules/nfs-export-rights.ts';
import { host, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';
import { exported, FILER, lost, SHARED } from './nfs-refusals.ts';

testRule(nfsExportRights, {
  fine: {
    'nothing is refused': host(...SHARED, { nfs: [] }, exported('/vol/isos', ['10.9.9.9'])),
    'the list names the other adapter: that is a matter of the address': host(
      ...SHARED,
      lost(),
      exported('/vol/isos', ['10.4.1.8']),
    ),
    'the list names hosts by name, which may be this one': host(
      ...SHARED,
      lost(),
      exported('/vol/isos', ['esx-a.lab.example', '@hosts', '10.9.9.9']),
    ),
    'the address that is seen may mount, but another of the host alone as root': host(
      ...SHARED,
      lost(),
      exported('/vol/isos', [
        { who: '10.4.1.8', access: 'ro', rootSquashed: false },
        { who: '*', access: 'ro', rootSquashed: true },
      ]),
    ),
    'the clients were cut off': host(...SHARED, lost(), exported('/vol/isos', undefined)),
    'the share is not listed at all': host(...SHARED, lost(), exported('/vol/other', ['10.9.9.9'])),
  },
  found: {
    'the list names nobody of this host': [
      host(...SHARED, lost(), exported('/vol/isos', ['10.9.9.9', '10.4.2.0/24', '10.4.3.0/255.255.255.0'])),
      { destination: FILER, share: '/vol/isos', sourceAddress: '10.4.1.7', vmknic: 'vmk0', named: false },
      { severity: 'error', certainty: 'documented' },
    ],
    'the list names the address that is seen': [
      host(...SHARED, lost(), exported('/vol/isos', ['10.4.1.7'])),
      { named: true, restriction: null },
      { severity: 'risk', certainty: 'inferred' },
    ],
    'its subnet is on the list, to read': [
      host(...SHARED, lost(), exported('/vol/isos', [{ who: '10.4.1.0/24', access: 'ro', rootSquashed: true }])),
      { named: true, restriction: 'read-only' },
    ],
    'everybody may write, but nobody is root': [
      host(...SHARED, lost('/vol/isos/deep'), exported('/vol/isos', [{ who: '*', access: 'rw', rootSquashed: true }])),
      { share: '/vol/isos', named: true, restriction: 'root-squashed' },
    ],
  },
  notChecked: {
    'no list was read': [host(vmk('vmk0', '10.4.1.7/24'), lost()), [`showmount -e ${FILER}`]],
  },
});
