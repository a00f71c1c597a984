import { BAD, maybeText } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

const version = { ...maybeText, read: (text: string) => /^\d+\.\d+\.\d+/.exec(text)?.[0] ?? BAD };
const build = { ...maybeText, read: (text: string) => /(\d{4,})$/.exec(text)?.[1] ?? BAD };

/**
 * Product, version and build as a record.
 *
 *        Product: VMware ESXi
 *        Version: 7.0.3
 *        Build: Releasebuild-20328353
 *        Update: 3
 */
export const versionGet: Parser = {
  id: 'version-get',
  commands: ['esxcli system version get'],
  section: 'version',
  shapes: [
    {
      table: false,
      titles: titles({
        Product: ['product', maybeText],
        Version: ['version', version],
        Build: ['build', build],
        Update: ['', maybeText],
        Patch: ['', maybeText],
        Maintenance: ['', maybeText],
      }),
      required: ['product', 'version', 'build'],
      build(row) {
        const product = /ESXi/.test(String(row.values.product))
          ? 'ESXi'
          : /ESX/.test(String(row.values.product))
            ? 'ESX'
            : undefined;
        return factOf(row, 'host', 'host', omit({ ...row.values, product }));
      },
    },
  ],
};
