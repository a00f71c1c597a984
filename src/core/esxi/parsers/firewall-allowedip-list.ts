import { readIpv4, readPrefix } from '../../net/address.ts';
import { BAD, type Cell } from '../reading/cells.ts';
import { type Parser, titles } from '../reading/parser.ts';
import { factOf, omit } from './build.ts';
import { rulesetId } from './firewall-ruleset-list.ts';

/** `All`, or addresses and prefixes with commas between; nothing where nobody is allowed. */
const allowed: Cell = {
  lengths: () => [0],
  free: true,
  read(text) {
    if (/^all$/i.test(text)) return 'all';
    const each = text.split(/[\s,]+/).filter((word) => word !== '');
    return each.every(isAddress) ? each : BAD;
  },
};

function isAddress(word: string): boolean {
  return readIpv4(word) !== null || readPrefix(word) !== null || /^[\da-f:]*:[\da-f:.]+(?:\/\d{1,3})?$/i.test(word);
}

/**
 * Whom an open ruleset lets through: an open one with an empty list lets through nobody.
 *
 *     Ruleset    Allowed IP Addresses
 *     ---------  --------------------
 *     ntpClient  10.72.0.123, 10.72.0.124
 */
export const firewallAllowedipList: Parser = {
  id: 'firewall-allowedip-list',
  commands: ['esxcli network firewall ruleset allowedip list'],
  section: 'firewall',
  shapes: [
    {
      titles: titles({ Ruleset: ['id', rulesetId], 'Allowed IP Addresses': ['allowed', allowed] }),
      required: ['ruleset', 'allowedipaddresses'],
      build(row) {
        const { id, allowed: shown } = row.values;
        const all = shown === 'all';
        const values = omit({ id, allowedAll: all, allowedIps: all ? undefined : (shown ?? []) });
        return factOf(row, 'rulesets', id, values);
      },
    },
  ],
};
