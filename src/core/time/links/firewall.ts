import { ntpFirewall } from '../../esxi/commands.ts';
import type { Firewall, Ruleset } from '../../esxi/time-state.ts';
import { atLeast, isClassic } from '../../esxi/version.ts';
import { contains, readIpv4, readPrefix } from '../../net/address.ts';
import type { Link } from '../judgement.ts';
import { broken, holds, notKnown } from '../link.ts';
import { claimLines, linesOf, named, rowsOf, type View } from '../view.ts';
import { addressesOf } from './route.ts';

const ID = 'ntpClient';

/** Does the host's own firewall let the questions out and the answers in? An open ruleset with an empty list lets in nobody. */
export function firewall(view: View): Link {
  const { state, heard } = view;
  const ruleset = rulesetOf(state.firewall);
  const shown = linesOf(ruleset, 'enabled', 'allowedAll', 'allowedIps');
  if (heard) {
    const closed = ruleset?.enabled === false ? ' although its ruleset is closed' : '';
    return holds('firewall', `Servers answer${closed}, so the firewall lets them through.`, [
      ...answers(view),
      ...shown,
    ]);
  }
  if (isClassic(state) !== true && atLeast(state, '5.0') === false)
    return holds('firewall', 'ESXi before 5.0 has no firewall of its own.', [], { certainty: 'reported' });
  if (state.firewall?.enabled === false)
    return holds('firewall', 'The firewall of the host is off.', linesOf(state.firewall, 'enabled'));
  if (ruleset?.enabled === false)
    return broken('firewall', `The ruleset ${ID} of the host's firewall is closed.`, shown, {
      reason: 'ruleset-closed',
    });
  const { portAllowed, allAllowed } = state.ntp?.test ?? {};
  if (portAllowed && allAllowed)
    return holds(
      'firewall',
      `The ruleset ${ID} is open to every address.`,
      linesOf(state.ntp?.test, 'portAllowed', 'allAllowed'),
    );
  if (ruleset?.enabled !== true && portAllowed !== true && ruleset?.allowedAll !== false)
    return notKnown('firewall', `Whether the ruleset ${ID} is open was not captured.`, ntpFirewall(state), shown);
  return byList(view, ruleset);
}

function byList(view: View, ruleset: Ruleset | undefined): Link {
  const shown = linesOf(ruleset, 'enabled', 'allowedAll', 'allowedIps');
  const allowed = ruleset?.allowedIps;
  if (ruleset?.allowedAll === true) {
    if (ruleset.enabled === true) return holds('firewall', `The ruleset ${ID} is open to every address.`, shown);
    return notKnown('firewall', `Whether the ruleset ${ID} is open was not captured.`, ntpFirewall(view.state), shown);
  }
  if (allowed === undefined)
    return notKnown(
      'firewall',
      `Whom the ruleset ${ID} lets through was not captured.`,
      ntpFirewall(view.state).slice(-1),
      shown,
    );
  if (allowed.length === 0)
    return broken('firewall', `The ruleset ${ID} lets through nobody: its list of allowed addresses is empty.`, shown, {
      reason: 'list-empty',
      certainty: 'reported',
    });
  const servers = addressesOf(view).map(({ address }) => address);
  const barred = servers.filter((address) => !allowed.some((each) => lets(each, address)));
  if (servers.length === 0)
    return notKnown(
      'firewall',
      `Whether the list of ${ID} (${named(allowed)}) holds the servers is not known: their addresses were not captured.`,
      [],
      shown,
    );
  if (barred.length === servers.length)
    return broken('firewall', `The ruleset ${ID} lets through ${named(allowed)}, and not ${named(barred)}.`, shown, {
      reason: 'not-in-list',
      certainty: 'reported',
    });
  return holds(
    'firewall',
    `The ruleset ${ID} lets through ${named(servers.filter((each) => !barred.includes(each)))}${barred.length > 0 ? `, and not ${named(barred)}` : ''}.`,
    shown,
  );
}

export function rulesetOf(state: Firewall | undefined): Ruleset | undefined {
  return state?.rulesets?.find(({ id }) => id === ID);
}

function answers(view: View) {
  return view.replied.length > 0 ? rowsOf(view.replied) : claimLines(view);
}

function lets(allowed: string, address: string): boolean {
  const value = readIpv4(address);
  const prefix = readPrefix(allowed.includes('/') ? allowed : `${allowed}/32`);
  return value !== null && prefix !== null && contains(prefix, value);
}
