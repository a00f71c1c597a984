import type { Line } from '../reading/lines.ts';
import type { Parser } from '../reading/parser.ts';
import { fact, omit } from './build.ts';

/** A file in the folder `profiles` of a bundle's metadata, as `unzip -l` and a listing of a bundle show it. */
const FILE = /(?:^|[\s/\\])profiles[/\\](?<name>[\w.()+-]{3,120})(?=\s|$)(?<rest>.*)$/;
const FOLDER = /(?:^|[\s/\\])profiles[/\\]\s*$/;
const NAME = /^(?=.*\d)(?=.*-).+$/;

/**
 * The profiles of an offline bundle, by their files.
 *
 *     metadata.zip/profiles/ESXi-5.5.0-20140902001-standard.xml  vendor="VMware, Inc." acceptance="PartnerSupported"
 *         5216  09-02-2014 12:00   profiles/ESXi-5.5.0-20140902001-standard
 */
export const depotProfiles: Parser = {
  id: 'depot-profiles',
  commands: ['unzip -l metadata.zip'],
  section: 'profiles',
  readLine(line, { memo }) {
    const depot = /^\s*(?:Archive|Depot):\s+(\S+\.zip)\s*$/.exec(line.text)?.[1];
    if (depot !== undefined) {
      memo.set(KEY, { depot, line });
      return [];
    }
    if (!line.text.includes('profiles')) return null;
    if (FOLDER.test(line.text)) return [];
    const found = FILE.exec(line.text)?.groups;
    const name = found?.name?.replace(/\.xml$/, '');
    if (found === undefined || name === undefined || !NAME.test(name)) return null;
    const known = memo.get(KEY) as { depot: string; line: Line } | undefined;
    const said = (key: string) => new RegExp(`\\b${key}="([^"]{0,120})"`).exec(found.rest ?? '')?.[1];
    const values = {
      vendor: said('vendor'),
      acceptance: said('acceptance'),
      created: said('created'),
      depot: known?.depot,
    };
    const read = fact('profiles', name, omit({ name, ...values }), line);
    return [known === undefined ? read : { ...read, lines: { depot: known.line } }];
  },
};

const KEY = 'depot';
