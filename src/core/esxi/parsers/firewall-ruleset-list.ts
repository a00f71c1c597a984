import { BAD, bool, type Cell } from '../reading/cells.ts';
import type { Context, Fact, Parser, Row } from '../reading/parser.ts';
import { titles } from '../reading/parser.ts';
import { fact, factOf } from './build.ts';

/** `ntpClient`, `CIMHttpServer`, `vSAN-health`. */
export const rulesetId: Cell = {
  lengths: () => [1],
  read: (text) => (/^[A-Za-z][\w.-]{0,63}$/.test(text) ? text : BAD),
};

const CONSOLE = /^\s*Service ([A-Za-z][\w.-]{0,63}) is (enabled|blocked)\.?\s*$/;

/**
 * Which rulesets of the host's firewall are open; from 8.0 U2 on also which of them may be changed. Classic ESX says it in a
 * sentence (`esxcfg-firewall -q ntpClient`).
 *
 *     Name       Enabled
 *     ---------  -------
 *     ntpClient    false
 */
export const firewallRulesetList: Parser = {
  id: 'firewall-ruleset-list',
  commands: ['esxcli network firewall ruleset list', 'esxcfg-firewall -q'],
  section: 'firewall',
  shapes: [
    {
      titles: titles({
        Name: ['id', rulesetId],
        Enabled: ['enabled', bool],
        'Enable/Disable configurable': ['configurable', bool],
        'Allowed IP configurable': ['', bool],
      }),
      required: ['name', 'enabled'],
      build: (row, context) => (ofFirewall(context) ? ruleset(row) : null),
    },
  ],
  readLine(line): readonly Fact[] | null {
    const found = line.text.includes('Service ') ? CONSOLE.exec(line.text) : null;
    return found === null
      ? null
      : [fact('rulesets', found[1]!, { id: found[1], enabled: found[2] === 'enabled' }, line)];
  },
};

/** A table of names and truths is no firewall where another command printed it. */
function ofFirewall({ command }: Context): boolean {
  return command.text === '' || /\bfirewall\b/.test(command.text);
}

function ruleset(row: Row): Fact | null {
  return factOf(row, 'rulesets', row.values.id);
}
