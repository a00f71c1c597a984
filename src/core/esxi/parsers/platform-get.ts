import { maybeText } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';

/**
 * What machine it is.
 *
 *     Platform Information
 *        Product Name: ProLiant BL460c Gen8
 *        Vendor Name: HP
 */
export const platformGet: Parser = {
  id: 'platform-get',
  commands: ['esxcli hardware platform get'],
  section: 'platform',
  shapes: [
    {
      table: false,
      titles: titles({
        UUID: ['', maybeText],
        'Product Name': ['product', maybeText],
        'Vendor Name': ['vendor', maybeText],
        'Serial Number': ['', maybeText],
        'Enclosure Serial Number': ['', maybeText],
        'BIOS Asset Tag': ['', maybeText],
        'IPMI Supported': ['', maybeText],
      }),
      required: ['productname', 'vendorname'],
      build: (row) => factOf(row, 'platform', 'platform'),
    },
  ],
};
