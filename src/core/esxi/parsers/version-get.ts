import { maybeText } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';

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
        Version: ['version', maybeText],
        Build: ['build', maybeText],
        Update: ['', maybeText],
        Patch: ['', maybeText],
        Maintenance: ['', maybeText],
      }),
      required: ['product', 'version', 'build'],
      build(row) {
        const version = /^\d+\.\d+\.\d+/.exec(String(row.values.version))?.[0];
        const build = /(\d{4,})$/.exec(String(row.values.build))?.[1];
        const product = /ESXi/.test(String(row.values.product))
          ? 'ESXi'
          : /ESX/.test(String(row.values.product))
            ? 'ESX'
            : undefined;
        return factOf(row, 'host', 'host', omit({ product, version, build }));
      },
    },
  ],
};
