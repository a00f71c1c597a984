/** The checks before a change, by their numbers in the rule book (C1 to C17). */
import type { HostState } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { versionOf } from '../esxi/version.ts';
import { contains, readIpv4, readPrefix } from '../net/address.ts';
import type { ForwardingDiff } from '../routing/what-if.ts';
import type { Fated } from './blast.ts';
import type { HostCommand } from './host-command.ts';
import { type Query, queryWords } from './query.ts';
import type { Access, PlanRefusal } from './refusals.ts';
import type { Words } from './words.ts';

/**
 * `asked`: only a person knows; confirming answers it. `not-known`: the host has to be asked, by `run`. `at-apply`: holds for a
 * moment only, so it is looked at right before the change and stops it there.
 */
export type CheckState = 'green' | 'asked' | 'not-known' | 'at-apply' | 'refused';

export interface Check {
  readonly id: string;
  readonly state: CheckState;
  readonly text: string;
  readonly run: readonly Words[];
}

export interface Checked {
  readonly state: HostState;
  readonly commands: readonly HostCommand[];
  readonly diff: ForwardingDiff;
  readonly fates: readonly Fated[];
  readonly refusals: readonly PlanRefusal[];
  readonly access: Access | null;
  readonly live: boolean;
  readonly listed: boolean;
  /** Where the new gateway lies: the adapter that the table sends to it by, and others with an address there. */
  readonly gateway: {
    readonly address: string;
    readonly owner: string | null;
    readonly sharing: readonly string[];
  } | null;
}

export function checksOf(given: Checked): readonly Check[] {
  const { state } = given;
  const version = versionOf(state);
  const check = (id: string, is: CheckState, text: string, ...queries: readonly Query[]): Check => {
    const run = version === undefined ? [] : queries.map((query) => queryWords(query, version));
    return { id, state: is, text, run: run.filter((words) => words !== null) };
  };
  return [
    ...ofPeers(given, check),
    ...ofTable(given, check),
    ...ofGateway(given, check),
    ...ofSurroundings(given, check),
  ];
}

type Make = (id: string, is: CheckState, text: string, ...queries: readonly Query[]) => Check;

const refusedFor = (refusals: readonly PlanRefusal[], ...codes: readonly PlanRefusal['code'][]) =>
  refusals.find(({ code }) => codes.includes(code));

function ofPeers({ fates, refusals, state }: Checked, check: Make): Check[] {
  const own = fates.find(({ role }) => role === 'this-bot');
  const cut = refusedFor(refusals, 'cuts-own-session', 'cuts-protected-peer');
  const moved = fates.filter(({ fate }) => fate === 'moves' || fate === 'cut');
  const unknown = fates.filter(({ fate }) => fate === 'not-known');
  return [
    own === undefined
      ? check('C1', 'not-known', 'Which session is my own was not read.', { kind: 'session' }, { kind: 'connections' })
      : own.fate === 'not-known'
        ? check(
            'C1',
            'asked',
            `My own session comes from ${own.address} to ${own.dialled}, which no adapter was seen to have: by which way do answers leave?`,
            { kind: 'connections' },
          )
        : check('C1', 'green', `My own session comes from ${own.address} to ${own.dialled}, as the host sees it.`),
    state.connections === undefined
      ? check('C2', 'not-known', 'Who is connected was not read.', { kind: 'connections' })
      : unknown.length > 0
        ? check('C2', 'asked', `The way to ${names(unknown)} is not known.`)
        : check('C2', 'green', `The ways to ${fates.length} peers were looked up before and after.`),
    cut !== undefined
      ? check('C3', 'refused', cut.message)
      : moved.length > 0
        ? check('C3', 'asked', `${names(moved)} would be answered by another way: is that the aim?`)
        : check('C3', 'green', 'No protected peer moves.'),
  ];
}

const names = (peers: readonly Fated[]) => {
  const all = [...new Set(peers.map(({ role, name }) => (role === 'this-bot' ? 'My own session' : name)))];
  return all.length > 4 ? `${all.slice(0, 3).join(', ')} and ${all.length - 3} others` : all.join(', ');
};

function ofTable({ refusals, diff, listed }: Checked, check: Make): Check[] {
  const one = (id: string, good: string, ...codes: readonly PlanRefusal['code'][]) => {
    const refusal = refusedFor(refusals, ...codes);
    return refusal === undefined ? check(id, 'green', good) : check(id, 'refused', refusal.message);
  };
  const inside = diff.notes.filter((note) => note.includes('keeps its traffic'));
  const c5 = one(
    'C5',
    'The table holds no other entry for this prefix.',
    'already-present',
    'not-present',
    'several-routes',
    'learned-route',
  );
  return [
    one(
      'C4',
      'The prefix holds no subnet, address or gateway of the host.',
      'captures-connected-subnet',
      'contains-gateway',
      'prefix-too-wide',
      'not-routable',
      'default-route',
      'connected-route',
    ),
    listed || c5.state === 'refused' ? c5 : check('C5', 'not-known', 'The routing table itself was not read.'),
    inside.length === 0
      ? check('C6', 'green', 'No longer entry keeps a part of it.')
      : check('C6', 'asked', inside.join(' ')),
    one(
      'C7',
      'The gateway is in the subnet of an enabled adapter of this stack.',
      'gateway-off-subnet',
      'gateway-is-own-address',
      'gateway-is-network-or-broadcast',
    ),
  ];
}

function ofGateway(given: Checked, check: Make): Check[] {
  const { gateway, commands, state, diff } = given;
  if (gateway === null) {
    return ['C8', 'C9', 'C10', 'C11'].map((id) => check(id, 'green', 'No gateway is added.'));
  }
  const { address, owner, sharing } = gateway;
  const ping: Query | null =
    owner === null
      ? null
      : { kind: 'ping-gateway', vmknic: owner, netstack: commands[0]?.netstack ?? DEFAULT_STACK, gateway: address };
  const inRange = state.connections
    ?.map(({ foreign }) => foreign.replace(/:\d+$/, ''))
    .find((peer) => isMoved(diff, peer));
  const through: Query[] =
    owner === null || inRange === undefined
      ? []
      : [{ kind: 'ping-through', vmknic: owner, gateway: address, peer: inRange }];
  const others = sharing.filter((name) => name !== owner);
  return [
    owner === null
      ? check('C8', 'not-known', `Which adapter sends to ${address} was not read.`)
      : others.length > 0
        ? check(
            'C8',
            'asked',
            `${[owner, ...others].join(' and ')} share the subnet of ${address}; the table sends by ${owner}.`,
          )
        : check('C8', 'green', `${owner} alone is on the link of ${address}.`),
    ofLink(address, ping, given, check),
    check('C10', 'asked', `Does ${address} lead to those networks?`, ...through),
    check('C11', 'asked', 'Do clients reach the host that way? The host does not show it.'),
  ];
}

/** The MAC by which the router answers, where a check has seen it: the check quotes the host's line beside it. */
export function macIn(checks: readonly Check[]): string | null {
  const seen = checks.find(({ id, state }) => id === 'C9' && state === 'green');
  return / answers on the link: ([0-9a-f:]+)/i.exec(seen?.text ?? '')?.[1] ?? null;
}

/** A router answers where the host knows its MAC. Where the host can be asked for it, that is tried right before a change of a live one. */
function ofLink(
  address: string,
  ping: Query | null,
  { commands, state, live, refusals, gateway }: Checked,
  check: Make,
): Check {
  const owner = gateway?.owner ?? null;
  const silent = refusedFor(refusals, 'gateway-silent');
  if (silent !== undefined) return check('C9', 'refused', silent.message);
  const netstack = commands[0]?.netstack ?? DEFAULT_STACK;
  const seen = state.neighbors?.find((each) => each.address === address && each.netstack === netstack);
  const run: Query[] = [...(ping === null ? [] : [ping]), { kind: 'neighbors' }];
  if (typeof seen?.mac === 'string') {
    const [line] = Object.values(seen.evidence);
    const shown = line === undefined ? '' : ` (\`${line.text.trim().replaceAll(/\s+/g, ' ')}\`)`;
    return check('C9', 'green', `${address} answers on the link: ${seen.mac}${shown}.`);
  }
  const version = versionOf(state);
  const canAsk = ping !== null && version !== undefined && queryWords(ping, version) !== null;
  if (live && canAsk) {
    const tried = 'tried right before it; if the router is silent, nothing is run';
    return check('C9', 'at-apply', `Whether ${address} answers ARP is ${tried}.`, ...run);
  }
  if (!canAsk && version !== undefined && owner !== null) {
    const where = netstack === DEFAULT_STACK ? 'on this version' : `in the stack ${netstack}`;
    const why = `${state.host.version} has no command for it that I know`;
    return check('C9', 'not-known', `Whether ${address} answers ARP is not asked ${where}: ${why}.`);
  }
  return check('C9', 'not-known', `Whether ${address} answers ARP was not read.`, ...run);
}

function isMoved({ changes }: ForwardingDiff, peer: string): boolean {
  const address = readIpv4(peer);
  return (
    address !== null && changes.some(({ first, last }) => readIpv4(first)! <= address && address <= readIpv4(last)!)
  );
}

function ofSurroundings({ state, refusals, access, live, fates, diff }: Checked, check: Make): Check[] {
  const version = refusedFor(refusals, 'unknown-version');
  const lockdown = refusedFor(refusals, 'strict-lockdown');
  const busy = (state.connections ?? []).some(({ foreign }) => isMoved(diff, foreign.replace(/:\d+$/, '')));
  const unseen = !fates.some(({ role }) => role === 'this-bot');
  const touches = unseen || fates.some(({ fate }) => fate === 'moves' || fate === 'cut');
  return [
    version === undefined
      ? check('C12', 'green', `The commands are those of ${state.host.version}.`)
      : check('C12', 'refused', version.message),
    ofAccess(access, lockdown, check),
    touches
      ? check('C14', 'asked', 'Who holds a console of this host that does not go through it?')
      : check('C14', 'green', 'Nobody who reaches the host moves, so no console is needed at hand.'),
    check('C15', 'at-apply', 'Nothing is left unconfirmed at minute :01 of the host, when it saves its state.', {
      kind: 'clock',
    }),
    state.connections !== undefined && !busy
      ? check('C16', 'green', 'No open connection of the host is among the addresses that move.')
      : check(
          'C16',
          'asked',
          'Is a migration, a backup or a failover under way, or does this host carry vCenter or the bot?',
        ),
    live
      ? check('C17', 'at-apply', 'The host is read again right before; where anything moved, nothing is run.')
      : check('C17', 'not-known', 'From a paste: the host itself was not read.'),
  ];
}

/** Whether the new login that confirms a change can be made: it fails with lockdown or a time-out as it does without a route. */
function ofAccess(access: Access | null, strict: PlanRefusal | undefined, check: Make): Check {
  if (strict !== undefined) return check('C13', 'refused', strict.message);
  const { lockdown, shellTimeout } = { lockdown: null, ...access };
  const open = [
    ...(lockdown === null ? [{ kind: 'lockdown' } as const] : []),
    ...(shellTimeout === undefined ? [{ kind: 'shell-timeout' } as const] : []),
  ];
  const asked = [
    ...(lockdown === null || lockdown === 'off'
      ? []
      : [`The host is in lockdown${lockdown === 'on' ? '' : ` (${lockdown})`}: who may still log in?`]),
    ...(shellTimeout === undefined || shellTimeout === 0
      ? []
      : [
          `New logins are refused ${shellTimeout} s after SSH was switched on, and the host does not tell when that was: may I still log in to confirm?`,
        ]),
  ];
  if (asked.length > 0) return check('C13', 'asked', asked.join(' '), ...open);
  if (open.length === 2)
    return check('C13', 'not-known', 'Whether a new login is possible later was not read.', ...open);
  if (lockdown === null) return check('C13', 'not-known', 'Whether the host is in lockdown was not read.', ...open);
  if (shellTimeout === undefined)
    return check('C13', 'not-known', 'Whether new logins end with a time-out of the shell was not read.', ...open);
  return check('C13', 'green', 'The host is not in lockdown, and new logins do not end with a time-out.');
}

/** The adapters whose subnet holds an address; the first is the one that the table sends by. */
export function linkOf(state: HostState, netstack: string, address: string, owner: string | null): Checked['gateway'] {
  const value = readIpv4(address);
  const sharing = (state.vmknics ?? []).filter((nic) => {
    if (value === null || nic.netstack !== netstack || nic.enabled === false) return false;
    const prefix =
      typeof nic.ipv4 === 'string' && nic.prefixLength !== undefined
        ? readPrefix(`${nic.ipv4}/${nic.prefixLength}`)
        : null;
    return prefix !== null && contains(prefix, value);
  });
  return { address, owner, sharing: sharing.map(({ name }) => name) };
}
