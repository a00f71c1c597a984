import { BAD, bool, ipv4, mask, maybeText, mtu, number, oneWord, vmk } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { fact, factOf, omit } from './build.ts';

const compliant = {
  ...maybeText,
  read: (text: string) =>
    text === '' ? undefined : /^compliant$/i.test(text) ? true : /^non-?compliant$/i.test(text) ? false : BAD,
};

/**
 * Port binding of software iSCSI: which adapters its sessions are pinned to.
 *
 *     vmhba36
 *        Adapter: vmhba36
 *        Vmknic: vmk1
 *        IPv4: 10.10.3.56
 *        IPv4 Subnet Mask: 255.255.255.0
 *        MTU: 9000
 *        Vlan ID: 0
 *        Compliant Status: compliant
 *        Path Status: active
 */
export const iscsiNetworkportalList: Parser = {
  id: 'iscsi-networkportal-list',
  commands: ['esxcli iscsi networkportal list'],
  section: 'iscsi',
  shapes: [
    {
      table: false,
      titles: titles({
        Adapter: ['adapter', oneWord],
        Vmknic: ['vmknic', vmk],
        'MAC Address': ['', maybeText],
        'MAC Address Valid': ['', maybeText],
        IPv4: ['ipv4', ipv4],
        'IPv4 Subnet Mask': ['prefixLength', mask],
        IPv6: ['', maybeText],
        MTU: ['mtu', mtu],
        'Vlan Supported': ['', maybeText],
        'Vlan ID': ['vlan', number],
        'Reserved Ports': ['', maybeText],
        TOE: ['', maybeText],
        TSO: ['', maybeText],
        'TCP Checksum': ['', maybeText],
        'Link Up': ['linkUp', bool],
        'Current Speed': ['', maybeText],
        'Rx Packets': ['', maybeText],
        'Tx Packets': ['', maybeText],
        'NIC Driver': ['', maybeText],
        'Compliant Status': ['compliant', compliant],
        'NonCompliant Message': ['', maybeText],
        'NonCompliant Remedy': ['', maybeText],
        VswitchUuid: ['', maybeText],
        PortGroupKey: ['', maybeText],
        PortKey: ['', maybeText],
        Duplex: ['', maybeText],
        'Path Status': ['pathStatus', maybeText],
        Vswitch: ['vswitch', maybeText],
        PortGroup: ['portgroup', maybeText],
      }),
      required: ['adapter', 'vmknic'],
      build: (row) => factOf(row, 'iscsi', `${row.values.adapter} ${row.values.vmknic}`, omit(row.values)),
    },
  ],
  readLine(line, { command }) {
    return /networkportal list/.test(command.name) && /^\s*no (?:network )?portals?/i.test(line.text)
      ? [fact('iscsi', '', {}, line)]
      : null;
  },
};
