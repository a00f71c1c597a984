import { bool, duplex, mac, maybeText, mtu, oneWord, pci, speed, upDown, vmnic } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

/**
 * The physical NICs; 5.x has one Link column, 6.0 and newer two.
 *
 *     Name    PCI Device    Driver  Admin Status  Link Status  Speed  Duplex  MAC Address         MTU  Description
 *     ------  ------------  ------  ------------  -----------  -----  ------  -----------------  ----  -----------
 *     vmnic0  0000:02:01.0  ntg3    Up            Up            1000  Full    00:50:56:b3:6c:01  1500  Broadcom
 */
export const nicList: Parser = {
  id: 'nic-list',
  commands: ['esxcli network nic list', 'esxcli network nic get'],
  section: 'uplinks',
  complete: true,
  shapes: [
    {
      table: true,
      titles: titles({
        Name: ['name', vmnic],
        'PCI Device': ['', pci],
        Driver: ['driver', oneWord],
        Link: ['link', upDown],
        'Admin Status': ['admin', upDown],
        'Link Status': ['link', upDown],
        Speed: ['speedMbps', speed],
        Duplex: ['duplex', duplex],
        'MAC Address': ['mac', mac],
        MTU: ['mtu', mtu],
        Description: ['description', maybeText],
      }),
      required: ['name', 'macaddress', 'speed'],
      orders: [
        [
          'vmnic',
          'name',
          'pcidevice',
          'driver',
          'adminstatus',
          'linkstatus',
          'speed',
          'duplex',
          'macaddress',
          'mtu',
          'description',
        ],
        ['vmnic', 'name', 'pcidevice', 'driver', 'link', 'speed', 'duplex', 'macaddress', 'mtu', 'description'],
      ],
      build: (row) => factOf(row, 'uplinks', row.values.name, omit(row.values, 'name')),
    },
    {
      table: false,
      titles: titles({
        Name: ['name', vmnic],
        'Link Detected': ['up', bool],
        'Link Status': ['link', upDown],
        'Advertised Auto Negotiation': ['', bool],
        'Auto Negotiation': ['', bool],
        'Cable Type': ['', maybeText],
        'Virtual Address': ['mac', mac],
      }),
      required: ['name', 'linkdetected'],
      build: (row) => factOf(row, 'uplinks', row.values.name, omit({ link: row.values.up === true ? 'up' : 'down' })),
    },
  ],
};
