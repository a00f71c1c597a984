import { attachmentOf } from '../esxi/attachment.ts';
import { adapterList } from '../esxi/commands.ts';
import type { Vmknic } from '../esxi/host-state.ts';
import type { Evidence } from '../evidence.ts';
import { adaptersOf, shown } from '../services/adapters.ts';
import { type Found, type Having, rule } from './rule.ts';
import { beginAnew, type VdsMove, wayOn } from './vds-move.ts';

type State = Having<'vmknics', 'vswitches' | 'portgroups' | 'logs' | 'routes' | 'asked'>;

const ROLLED_BACK =
  /NetworkRollbackEvent|\bnetwork(?:ing)?\b.{0,80}\b(?:rollback:|rolled back)|Transaction has rolled back on the host/i;

/** A line that tells of a network change that the host took back; the wordings are of several versions. */
export const tellsOfRollback = ({ text }: { readonly text: string }) => ROLLED_BACK.test(text) && !NOT.test(text);

const NOT = /\b(?:not|never)(?: been| be)? rolled back/i;

/** A management adapter that was to move from a standard to a distributed switch, and did not get there. */
export const vdsMigrationStalled = rule({
  id: 'vds-migration-stalled',
  title: 'The move to a distributed switch did not finish',
  severity: 'error',
  certainty: 'inferred',
  sources: ['S004', 'KB311145', 'ROLL65', 'KB324503'],
  needs: [{ section: 'vmknics', command: 'esxcli network ip interface list' }],
  also: ['vswitches', 'portgroups', 'logs', 'routes', 'asked'],

  lacks: ({ vswitches }) => (vswitches === undefined ? ['esxcli network vswitch dvs vmware list'] : []),

  check: (state) => {
    const placed = state.vmknics.filter(({ enabled }) => enabled !== false).flatMap((nic) => placeOf(state, nic));
    const staying = placed.filter(({ kind, nic }) => kind === 'standard' && isManagement(nic));
    const moved = placed.filter(({ kind }) => kind === 'distributed');
    const pairs = staying.flatMap((from) => moved.flatMap((to) => pair(state, from, to)));
    return pairs.length > 0 ? pairs : staying.flatMap((from) => rolledBack(state, from));
  },

  explain: (move) => ({
    problem: PROBLEMS[move.sign](move),
    why: WHY[move.sign],
    todo:
      move.sign === 'one-address' || move.sign === 'emptied'
        ? wayOn(move)
            .map(({ text }) => text)
            .join(' ')
        : `${beginAnew(move)}; \`why the move to the distributed switch rolled back\` has every step and what it cuts off.`,
  }),
});

const PROBLEMS: Readonly<Record<VdsMove['sign'], (move: VdsMove) => string>> = {
  'one-address': ({ vmknics: [stays, moved], address, from, to }) =>
    `${stays} on ${from} and ${moved} on ${to} bear one address, ${address}: a move to the distributed switch stopped half-way.`,
  emptied: ({ vmknics: [stays, moved], address, from, to }) =>
    `${moved} on ${to} manages the host with ${address}, and ${stays} on ${from} has no IPv4 address any more: the way around a move that failed stopped half-way.`,
  'rolled-back': ({ vmknics: [stays], from, to, at }) =>
    `A log tells of a network change that was rolled back${at === null ? '' : ` at ${at}`}, and ${stays} is on the standard switch ${from} beside ${to}.`,
  'half-moved': ({ vmknics: [stays, moved], from, to }) =>
    `${stays} is on the standard switch ${from}, and ${moved} manages the host from the same subnet on ${to}: it looks like a move that was not finished.`,
};

const ROLLBACK =
  'From 5.1 on the host undoes a change that cuts it off from vCenter, so an adapter that "did not move" is the mark of the rollback. A ping that is answered says little: replies to it leave by the adapter that was asked, TCP follows the table.';

const WHY: Readonly<Record<VdsMove['sign'], string>> = {
  'one-address':
    'Both answer for one address, so what a client reaches differs from one packet to the next, and the next change of either may leave the host without an address.',
  emptied:
    'The management is where it was to go; what is left is the old adapter, and the order of what follows decides whether the host keeps its address.',
  'rolled-back': ROLLBACK,
  'half-moved': ROLLBACK,
};

interface Place {
  readonly nic: Vmknic;
  readonly kind: 'standard' | 'distributed';
  readonly name: string;
  /** undefined: the switch itself was not shown. */
  readonly uplinks?: readonly string[] | undefined;
  readonly evidence: readonly Evidence[];
}

/** The list of adapters alone tells it too: an adapter of a distributed switch has a port there. */
function placeOf(state: State, nic: Vmknic): Place[] {
  const { vswitch } = attachmentOf(state, nic);
  const own = shown(nic, 'ipv4', 'portgroup', 'vswitch');
  if (vswitch !== undefined) {
    const { name, kind, uplinks } = vswitch;
    return [{ nic, kind, name, uplinks, evidence: [...own, ...shown(vswitch, 'uplinks')] }];
  }
  if (nic.vswitch === undefined) return [];
  return [{ nic, kind: nic.dvPort === undefined ? 'standard' : 'distributed', name: nic.vswitch, evidence: own }];
}

/** vmk0 is the management adapter where no tag was read. */
function isManagement({ name, services, tagsRead }: Vmknic): boolean {
  return services?.includes('management') === true || (tagsRead !== true && name === 'vmk0');
}

function pair(state: State, from: Place, to: Place): Found<VdsMove>[] {
  const evidence = [...from.evidence, ...to.evidence];
  const move = { ...moveOf(state, from, to), vmknics: [from.nic.name, to.nic.name] };
  const address = to.nic.ipv4;
  if (typeof address !== 'string') return [];
  if (from.nic.ipv4 === address) return [{ facts: { ...move, sign: 'one-address', address }, evidence }];
  if (hasNone(state, from.nic) && manages(to.nic, move.defaultBy))
    return [{ severity: 'risk', facts: { ...move, sign: 'emptied', address }, evidence }];
  if (to.nic.services?.includes('management') !== true || !sameSubnet(state, from.nic, to.nic)) return [];
  return [{ severity: 'risk', facts: { ...move, sign: 'half-moved' }, evidence }];
}

/** `ipv4 get` leaves an adapter without an address out. */
function hasNone(state: State, { ipv4 }: Vmknic): boolean {
  return ipv4 === null || (ipv4 === undefined && state.asked?.includes(adapterList(state)) === true);
}

function manages({ name, services, tagsRead }: Vmknic, defaultBy: string | null): boolean {
  return services?.includes('management') === true || (tagsRead !== true && name === defaultBy);
}

function rolledBack(state: State, from: Place): Found<VdsMove>[] {
  const lines = (state.logs ?? []).filter(tellsOfRollback);
  const target = state.vswitches?.find(({ kind }) => kind === 'distributed');
  if (lines.length === 0 || target === undefined) return [];
  const evidence = [...from.evidence, ...shown(target, 'uplinks'), ...lines.map((line) => line.evidence)];
  // Which change and which switch it was, the lines do not tell.
  return [{ severity: 'risk', facts: { ...moveOf(state, from, target), sign: 'rolled-back' }, evidence }];
}

function moveOf(
  { routes }: State,
  { nic, name }: Place,
  target: Pick<Place, 'name' | 'uplinks'>,
): Omit<VdsMove, 'sign'> {
  const way = routes?.find(({ network, netstack }) => network === '0.0.0.0/0' && netstack === nic.netstack);
  return {
    vmknics: [nic.name],
    address: null,
    from: name,
    to: target.name,
    uplinks: target.uplinks ?? [],
    defaultBy: way?.vmknic ?? null,
    at: null,
  };
}

function sameSubnet(state: State, a: Vmknic, b: Vmknic): boolean {
  const subnets = adaptersOf(state).filter(({ nic }) => nic === a || nic === b);
  return subnets.length === 2 && subnets[0]!.subnet === subnets[1]!.subnet;
}
