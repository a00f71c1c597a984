import { addresses, list } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';

/**
 * The name servers of a netstack.
 *
 *        DNSServers: 10.1.64.20, 10.1.65.20
 */
export const dnsServerList: Parser = {
  id: 'dns-server-list',
  commands: ['esxcli network ip dns server list', 'esxcli network ip dns search list'],
  section: 'dns',
  shapes: [
    {
      table: false,
      titles: titles({ DNSServers: ['servers', addresses] }),
      required: ['dnsservers'],
      build: (row) => factOf(row, 'dns', 'dns', row.values),
    },
    {
      table: false,
      titles: titles({ 'DNSSearch Domains': ['search', list] }),
      required: ['dnssearchdomains'],
      build: () => [],
    },
  ],
};
