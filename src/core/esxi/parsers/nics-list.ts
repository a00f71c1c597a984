import { duplex, mac, maybeText, mtu, oneWord, pci, speed, upDown, vmnic } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/**
 * The physical NICs.
 *
 *     Name    PCI          Driver  Link Speed      Duplex MAC Address       MTU    Description
 *     vmnic0  0000:0f:00.0 ixgben  Up   10000Mbps  Full   88:e9:a4:6b:b8:54 1500   Intel Corporation 82599
 */
export const nicsList: Parser = {
  id: 'nics-list',
  commands: ['esxcfg-nics -l'],
  section: 'uplinks',
  complete: true,
  shapes: [
    {
      table: true,
      titles: titles({
        Name: ['name', vmnic],
        PCI: ['', pci],
        Driver: ['driver', oneWord],
        Link: ['link', upDown],
        Speed: ['speedMbps', speed],
        Duplex: ['duplex', duplex],
        'MAC Address': ['mac', mac],
        MTU: ['mtu', mtu],
        Description: ['description', maybeText],
      }),
      required: ['name', 'pci', 'link', 'speed'],
      orders: [['vmnic', 'name', 'pci', 'driver', 'link', 'speed', 'duplex', 'macaddress', 'mtu', 'description']],
      build: (row) => factOf(row, 'uplinks', row.values.name, omit(row.values, 'name')),
    },
  ],
};
