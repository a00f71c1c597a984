import { bool, ipv4, mask, maybeText, mtu, number, vmnic } from '../reading/cells.ts';
import { optionValue } from '../reading/command-line.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { fact, omit } from './build.ts';

/**
 * Port binding on 4.x; the adapter stands above its values, the HBA only in the command.
 *
 *     vmk2
 *         pNic name: vmnic4
 *         ipv4 address: 10.10.22.102
 *         ipv4 net mask: 255.255.255.0
 *         mtu: 1500
 *         vlanId: 0
 *         link connected: true
 */
export const swiscsiNicList: Parser = {
  id: 'swiscsi-nic-list',
  commands: ['esxcli swiscsi nic list'],
  section: 'iscsi',
  shapes: [
    {
      table: false,
      titles: titles({
        'pNic name': ['uplink', vmnic],
        'ipv4 address': ['ipv4', ipv4],
        'ipv4 net mask': ['prefixLength', mask],
        'ipv6 addresses': ['', maybeText],
        'mac address': ['', maybeText],
        mtu: ['mtu', mtu],
        vlanId: ['vlan', number],
        'link connected': ['linkUp', bool],
        'ports reserved': ['', maybeText],
        toe: ['', maybeText],
        tso: ['', maybeText],
      }),
      required: ['pnicname', 'ipv4netmask'],
      build(row, { command }) {
        const vmknic = /^vmk\d+$/.test(row.heading ?? '') ? row.heading : null;
        if (vmknic === null) return null;
        const adapter = optionValue(command.words, ['-d', '--adapter']) ?? undefined;
        return {
          ...fact('iscsi', `${adapter ?? ''} ${vmknic}`, omit({ ...row.values, vmknic, adapter }), row.line),
          lines: row.lines,
        };
      },
    },
  ],
};
