import type { Parser } from '../reading/parser.ts';
import { KEPT_OPTIONS } from './advanced-options.ts';
import { fact } from './build.ts';

/** The name alone is printed, without the path that was asked. */
const BY_NAME = new Map([...KEPT_OPTIONS].map(([path, kept]) => [path.split('/').at(-1)!.toLowerCase(), kept]));
const VALUE = /^\s*Value of (\w{1,64}) is (\d{1,9})\s*$/;

/**
 * One advanced option as the older program shows it, or as it is after a change.
 *
 *     Value of ShareForceSalting is 2
 */
export const esxcfgAdvcfg: Parser = {
  id: 'esxcfg-advcfg',
  commands: ['esxcfg-advcfg -g'],
  section: 'pageSharing',
  readLine(line) {
    const found = line.text.includes('Value of ') ? VALUE.exec(line.text) : null;
    if (found === null) return null;
    const kept = BY_NAME.get(found[1]!.toLowerCase());
    return kept === undefined ? [] : [fact(kept.section, kept.section, { [kept.key]: Number(found[2]) }, line)];
  },
};
