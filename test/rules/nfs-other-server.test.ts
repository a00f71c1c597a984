import { nfsOtherServer } from '../../src/core/rules/nfs-other-server.ts';
import { host, type Part, proof, vmk } from '../support/host.ts';
import { testRule } from '../support/rules.ts';
import { exported, FILER, lost, SHARED } from './nfs-refusals.ts';

const neighbor = (mac: string, vmknic: string): Part => {
  const entry = { address: FILER, mac, vmknic, netstack: 'defaultTcpipStack' };
  return { neighbors: [{ ...entry, evidence: proof(entry, 'esxcli network ip neighbor list') }] };
};

testRule(nfsOtherServer, {
  fine: {
    'the share is listed': host(...SHARED, lost(), exported('/vol/isos', ['10.9.9.9'])),
    'a share above it is listed': host(...SHARED, lost('/vol/isos/deep'), exported('/vol', ['10.9.9.9'])),
    'it is the list of another server': host(...SHARED, lost(), exported('/backup', ['*'], '10.4.1.61')),
    'a line of the list could not be read': host(...SHARED, lost(), exported('/backup', ['*']), {
      unread: [{ line: 6, text: 'vol/is', why: 'It is nothing that I read.' }],
    }),
    'one machine answers on two adapters': host(
      ...SHARED,
      lost(),
      exported('/vol/isos', ['10.9.9.9']),
      neighbor('00:a0:98:00:00:01', 'vmk0'),
      neighbor('00:a0:98:00:00:01', 'vmk1'),
    ),
  },
  found: {
    'the server has other shares only': [
      host(...SHARED, lost('/VeeamBackup_A'), exported('/ISO_Store', ['*']), exported('/Backup_A', ['*'])),
      { destination: FILER, share: '/VeeamBackup_A', exports: ['/ISO_Store', '/Backup_A'], macs: [] },
      { severity: 'error', certainty: 'inferred' },
    ],
    'two machines answer for its address': [
      host(
        ...SHARED,
        lost(),
        exported('/vol/isos', ['10.4.1.7']),
        neighbor('00:a0:98:00:00:01', 'vmk0'),
        neighbor('00:15:5d:00:00:02', 'vmk1'),
      ),
      { exports: [], macs: ['00:a0:98:00:00:01', '00:15:5d:00:00:02'] },
    ],
  },
  notChecked: { 'no list was read': [host(vmk('vmk0', '10.4.1.7/24'), lost()), [`showmount -e ${FILER}`]] },
});
