/** Whether the packets of the host get to the servers and back: their names, the way, the firewall. */
import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import { isClassic } from '../../esxi/version.ts';
import { readIpv4 } from '../../net/address.ts';
import { decide } from '../../routing/decide.ts';
import type { Check } from '../checks.ts';
import { words } from '../words.ts';
import { check, type Resolved, type TimeChecked } from './checked.ts';
import { RULESET } from './command.ts';

/** A set fails on a name that the host does not find, and the daemon asks nobody by it: it keeps what it found when it started. */
export function ofNames({ state, resolved, live }: TimeChecked): Check {
  const names = resolved.filter(({ server }) => readIpv4(server) === null);
  const [lost, open] = [
    names.filter(({ address }) => address === false),
    names.filter(({ address }) => address === null),
  ];
  const ping = isClassic(state) === true ? 'ping -c 1' : 'vmkping -c 1';
  if (names.length === 0) return check('T2', 'green', 'The servers are addresses, so no name has to be found.');
  if (lost.length > 0) return check('T2', 'refused', `The host finds no address for ${said(lost)}.`);
  if (open.length > 0 && live && isClassic(state) !== true)
    return check(
      'T2',
      'at-apply',
      `The host is asked right before whether it finds ${said(open)}; where it does not, nothing is run.`,
    );
  if (open.length > 0)
    return check(
      'T2',
      'not-known',
      `Whether the host finds ${said(open)} was not read.`,
      ...open.map(({ server }) => words(`${ping} ${server}`)),
    );
  return check(
    'T2',
    'green',
    `The host finds ${names.map(({ server, address }) => `${server} at ${address}`).join(', ')}.`,
  );
}

const said = (all: readonly Resolved[]) => all.map(({ server }) => server).join(', ');

const known = (all: readonly Resolved[]) =>
  all.flatMap(({ server, address }) => (typeof address === 'string' ? [{ server, address }] : []));

/** NTP goes by the default stack and its table. */
export function ofRoute({ state, resolved }: TimeChecked): Check {
  const asked = known(resolved);
  if (isClassic(state) === true) return check('T3', 'asked', 'Does the Service Console have a way to the servers?');
  if (asked.length === 0)
    return check('T3', 'not-known', 'By which adapter the servers are asked is not known without their addresses.');
  const ways = asked.map(({ address }) => ({
    address,
    way: decide(state, { destination: address, netstack: DEFAULT_STACK }),
  }));
  const dead = ways.filter(({ way }) => way.outcome === 'no-route' || way.outcome === 'gateway-unreachable');
  const open = ways.filter(({ way }) => way.outcome === 'not-enough-known' || way.outcome === 'ambiguous');
  if (dead.length > 0)
    return check(
      'T3',
      'asked',
      `The table leads to no ${dead.map(({ address }) => address).join(', ')}: who mends the route first?`,
    );
  if (open.length > 0)
    return check('T3', 'not-known', `The way to ${open.map(({ address }) => address).join(', ')} is not known.`);
  const told = ways.map(
    ({ address, way }) =>
      `${address} by ${way.vmknic ?? 'an adapter not known'}${way.nextHop === null ? '' : ` via ${way.nextHop}`}`,
  );
  return check('T3', 'green', `The table leads there: ${told.join(', ')}.`);
}

export function ofFirewall({ state, listing, owned, resolved }: TimeChecked): Check {
  const { ruleset, firewall } = listing;
  const list = words(`esxcli network firewall ruleset allowedip list --ruleset-id=${RULESET}`);
  if (isClassic(state) === true)
    return check(
      'T4',
      'not-known',
      'Whether the firewall lets NTP through was not read.',
      words(`esxcfg-firewall -q ${RULESET}`),
    );
  if (firewall === false) return check('T4', 'green', 'The firewall of the host is off.');
  if (owned && ruleset?.enabled !== true)
    return check('T4', 'asked', `The system owns the ruleset ${RULESET} and opens it itself: does it?`);
  if (ruleset === null || ruleset.allowedAll === null)
    return check('T4', 'not-known', `Whom the ruleset ${RULESET} lets through was not read.`, list);
  if (ruleset.allowedAll)
    return check('T4', 'green', `The ruleset ${RULESET} lets every address through once it is open.`);
  const open = resolved.filter(({ address }) => typeof address !== 'string');
  return open.length === 0
    ? check('T4', 'green', `The ruleset ${RULESET} lets through those of a list, and the servers are on it afterwards.`)
    : check(
        'T4',
        'asked',
        `The ruleset ${RULESET} lets through those of a list only: what are the addresses of ${said(open)}?`,
      );
}
