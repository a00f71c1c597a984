import { bool, oneWord } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';

/**
 * Whether the host's own firewall is on.
 *
 *        Default Action: DROP
 *        Enabled: true
 *        Loaded: true
 */
export const firewallGet: Parser = {
  id: 'firewall-get',
  commands: ['esxcli network firewall get'],
  section: 'firewall',
  shapes: [
    {
      table: false,
      titles: titles({
        'Default Action': ['defaultAction', oneWord],
        Enabled: ['enabled', bool],
        Loaded: ['loaded', bool],
      }),
      required: ['defaultaction', 'enabled'],
      build: (row) => factOf(row, 'firewall', 'firewall'),
    },
  ],
};
