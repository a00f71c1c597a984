import { INVENTED } from '../invented.ts';
import type { Ruleset } from '../state.ts';
import { type Command, type Given, Refused, truth } from './command.ts';
import type { Listing } from './listing.ts';

const RULESET = { name: 'ruleset-id', short: 'r' } as const;
const ADDRESS = { name: 'ip-address', short: 'i', required: true } as const;

/** The host firewall, from 5.0 on. */
export const FIREWALL: readonly Command[] = [
  { path: 'network firewall get', since: '5.0', run: get },
  { path: 'network firewall ruleset list', since: '5.0', options: [RULESET], run: list },
  { path: 'network firewall ruleset rule list', since: '5.0', options: [RULESET], run: rules },
  { path: 'network firewall ruleset allowedip list', since: '5.0', options: [RULESET], run: allowed },
  {
    path: 'network firewall ruleset set',
    since: '5.0',
    options: [
      { ...RULESET, required: true },
      { name: 'enabled', short: 'e' },
      { name: 'allowed-all', short: 'a' },
    ],
    writes: true,
    run: set,
  },
  {
    path: 'network firewall ruleset allowedip add',
    since: '5.0',
    options: [{ ...RULESET, required: true }, ADDRESS],
    writes: true,
    run: add,
  },
  {
    path: 'network firewall ruleset allowedip remove',
    since: '5.0',
    options: [{ ...RULESET, required: true }, ADDRESS],
    writes: true,
    run: remove,
  },
];

function rulesetOf({ machine, option }: Given): Ruleset {
  const id = option('ruleset-id')!;
  const found = machine.state.config.firewall.rulesets.find((each) => each.id === id);
  if (found === undefined) throw new Refused(INVENTED.unknownName('ruleset', id));
  return found;
}

function asked(given: Given): readonly Ruleset[] {
  return given.option('ruleset-id') === undefined ? given.machine.state.config.firewall.rulesets : [rulesetOf(given)];
}

function get({ machine }: Given): Listing {
  const { enabled } = machine.state.config.firewall;
  return {
    form: 'record',
    type: 'Firewall',
    titles: ['Default Action', 'Enabled', 'Loaded'],
    rows: [['DROP', enabled, true]],
  };
}

function list(given: Given): Listing {
  const rows = asked(given).map(({ id, enabled }) => [id, enabled]);
  return { form: 'table', type: 'Ruleset', titles: ['Name', 'Enabled'], rows };
}

function rules(given: Given): Listing {
  const rows = asked(given).map(({ id, port }) => [
    ...[id, id === 'sshServer' ? 'Inbound' : 'Outbound', id === 'ntpClient' ? 'UDP' : 'TCP', 'Dst'],
    ...[port, port],
  ]);
  const titles = ['Ruleset', 'Direction', 'Protocol', 'Port Type', 'Port Begin', 'Port End'];
  return { form: 'table', type: 'Rule', titles, rows };
}

function allowed(given: Given): Listing {
  const rows = asked(given).map(({ id, allowedAll, allowedIps }) => [id, allowedAll ? 'All' : allowedIps.join(', ')]);
  return { form: 'table', type: 'AllowedIp', titles: ['Ruleset', 'Allowed IP Addresses'], rows };
}

function set(given: Given): null {
  const ruleset = rulesetOf(given);
  const [enabled, all] = [truth(given.option('enabled')), truth(given.option('allowed-all'))];
  if (enabled !== null) ruleset.enabled = enabled;
  if (all !== null) ruleset.allowedAll = all;
  return null;
}

function add(given: Given): null {
  const ruleset = rulesetOf(given);
  ruleset.allowedIps = [...new Set([...ruleset.allowedIps, given.option('ip-address')!])];
  return null;
}

function remove(given: Given): null {
  const ruleset = rulesetOf(given);
  ruleset.allowedIps = ruleset.allowedIps.filter((each) => each !== given.option('ip-address'));
  return null;
}
