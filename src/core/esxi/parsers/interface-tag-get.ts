import { list } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf } from './build.ts';

/** The tags as ESXi spells them, and as this product does. */
const SERVICES: Readonly<Record<string, string>> = {
  management: 'management',
  vmotion: 'vmotion',
  vsphereprovisioning: 'provisioning',
  faulttolerancelogging: 'ft',
  vspherereplication: 'replication',
  vspherereplicationnfc: 'replication-nfc',
  vsan: 'vsan',
  vsanwitness: 'vsan-witness',
};

/**
 * The services tagged on one adapter, which only the command names. No tag prints an empty list.
 *
 *        Tags: Management, VMotion
 */
export const interfaceTagGet: Parser = {
  id: 'interface-tag-get',
  commands: ['esxcli network ip interface tag get'],
  section: 'vmknics',
  shapes: [
    {
      table: false,
      titles: titles({ Tags: ['tags', list] }),
      required: ['tags'],
      build(row, { command }) {
        const tags = (row.values.tags as string[]).map((tag) => SERVICES[tag.toLowerCase()] ?? tag);
        const name = row.heading !== null && /^vmk\d+$/.test(row.heading) ? row.heading : command.vmknic;
        return factOf(row, 'vmknics', name, { services: tags, tagsRead: true });
      },
    },
  ],
};
