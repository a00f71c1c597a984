/** What is looked at before a change of time, in the order in which time depends on it. */
import type { HostState } from '../../esxi/host-state.ts';
import { DEFAULT_STACK } from '../../esxi/netstacks.ts';
import { isClassic, versionOf } from '../../esxi/version.ts';
import { readIpv4 } from '../../net/address.ts';
import { decide } from '../../routing/decide.ts';
import { judgeTime } from '../../time/judge.ts';
import { CLEAR_CLOCK } from '../../time/kernel-clock.ts';
import { GUEST_MS, PANIC_MS } from '../../time/limits.ts';
import { spanText } from '../../time/words.ts';
import type { Check, CheckState } from '../checks.ts';
import { type Words, words } from '../words.ts';
import { hasNtpSet, RULESET } from './command.ts';
import { guestWords, isBig, type Off, offText } from './guests.ts';
import { otherDirectives, type TimeListing } from './listing.ts';
import type { TimeRefusal } from './refusals.ts';

export interface TimeChecked {
  readonly state: HostState;
  readonly listing: TimeListing;
  /** Each server with its address as the host finds it; null: not known; false: it finds none. */
  readonly resolved: readonly Resolved[];
  readonly off: Off | null;
  readonly considered: boolean;
  readonly owned: boolean;
  readonly refusals: readonly TimeRefusal[];
  readonly live: boolean;
}

export interface Resolved {
  readonly server: string;
  readonly address: string | null | false;
}

const check = (id: string, state: CheckState, text: string, ...run: readonly Words[]): Check => ({
  id,
  state,
  text,
  run,
});

export function timeChecks(given: TimeChecked): readonly Check[] {
  const { state, live } = given;
  return [
    check('C12', 'green', `The commands are those of ${state.host.version}.`),
    ofList(given),
    ofNames(given),
    ofRoute(given),
    ofFirewall(given),
    ofGuests(given),
    ...ofClock(given),
    check(
      'C15',
      'at-apply',
      'Nothing is left unconfirmed at minute :01 of the host, when it saves its state.',
      words('date -u'),
    ),
    live
      ? check('C17', 'at-apply', 'The host is read again right before; where anything moved, nothing is run.')
      : check('C17', 'not-known', 'From a paste: the host itself was not read.'),
  ];
}

/** What a set does to lines besides servers is not established; a file that is edited keeps them. */
function ofList({ state, listing }: TimeChecked): Check {
  const version = versionOf(state)!;
  const rest = otherDirectives(listing) ?? [];
  if (!hasNtpSet(version)) {
    const local = isClassic(state) === true && listing.directives?.every((line) => line !== 'restrict 127.0.0.1');
    return local
      ? check(
          'T1',
          'asked',
          'The file lacks `restrict 127.0.0.1`, without which classic ESX looks up no names: who adds it?',
        )
      : check('T1', 'green', 'Lines besides the servers stay, and the file is kept as it was in /etc/ntp.conf.vmkbot.');
  }
  if (listing.directives === null)
    return check(
      'T1',
      'not-known',
      'Whether the host has more directives than servers, which a set may drop, was not read.',
      words('esxcli system ntp config get'),
    );
  return rest.length === 0
    ? check('T1', 'green', 'The host has no directives that a set could drop.')
    : check(
        'T1',
        'asked',
        `Is ${rest.map((line) => `\`${line}\``).join(', ')} still needed? A set may drop it; an undo brings it back.`,
      );
}

/** From 7.0 on a set fails on a name that the host does not find; the daemon keeps what it found when it started. */
function ofNames({ state, resolved, live }: TimeChecked): Check {
  const names = resolved.filter(({ server }) => readIpv4(server) === null);
  const [lost, open] = [
    names.filter(({ address }) => address === false),
    names.filter(({ address }) => address === null),
  ];
  const ping = isClassic(state) === true ? 'ping -c 1' : 'vmkping -c 1';
  if (names.length === 0) return check('T2', 'green', 'The servers are addresses, so no name has to be found.');
  if (lost.length > 0) return check('T2', 'refused', `The host finds no address for ${said(lost)}.`);
  if (open.length > 0 && live && hasNtpSet(versionOf(state)!))
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
function ofRoute({ state, resolved }: TimeChecked): Check {
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

function ofFirewall({ state, listing, owned, resolved }: TimeChecked): Check {
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

function ofGuests({ state, off, considered, refusals }: TimeChecked): Check {
  if (refusals.some(({ code }) => code === 'guests-not-considered'))
    return check('T5', 'refused', 'The step of the clock would reach the guests.');
  if (off === null)
    return check(
      'T5',
      'not-known',
      'How far the clock is off, and so whether guests would jump, was not read.',
      words('date -u'),
    );
  if (!isBig(off)) {
    const most = Math.abs(off.ms) + (off.boundMs ?? 0);
    return most < GUEST_MS
      ? check('T5', 'green', `The clock is off by ${offText(off)}, which no guest notices.`)
      : check('T5', 'asked', `The clock is right to ${spanText(most)} beside mine: may guests move by as much?`);
  }
  const { why } = guestWords(state, off);
  const asks = considered ? 'The asker says that guests were considered.' : 'Were they considered?';
  return check('T5', 'asked', `The clock steps by ${offText(off)}. ${why} ${asks}`);
}

function ofClock({ state, off }: TimeChecked): readonly Check[] {
  const far = off !== null && Math.abs(off.ms) >= PANIC_MS;
  return [
    ...(far
      ? [check('T6', 'asked', `ntpd may refuse a clock that is ${spanText(off.ms)} off; who sets it by hand first?`)]
      : []),
    ...(judgeTime(state).state === 'runaway'
      ? [
          check(
            'T7',
            'asked',
            `The clock of this build runs away, which no server cures: when is the host updated? Until then \`${CLEAR_CLOCK}\` clears it.`,
          ),
        ]
      : []),
  ];
}
