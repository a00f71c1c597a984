import { attachmentOf } from '../esxi/attachment.ts';
import type { Vmknic } from '../esxi/host-state.ts';
import { adaptersOf, shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { type Found, type Having, rule } from './rule.ts';

type State = Having<'vmknics' | 'vswitches', 'portgroups' | 'logs'>;
type Switch = State['vswitches'][number];

type Facts = {
  readonly sign: 'one-address' | 'rolled-back' | 'half-moved';
  /** The adapter that is still on the standard switch, then the one on the distributed switch. */
  readonly vmknics: readonly string[];
  readonly address: string | null;
  readonly from: string;
  readonly to: string;
  readonly uplinks: readonly string[];
};

const ROLLED_BACK =
  /NetworkRollbackEvent|rolled back as it disconnects the host|Transaction has rolled back on the host/i;

/** A management adapter that was to move from a standard to a distributed switch, and did not get there. */
export const vdsMigrationStalled = rule({
  id: 'vds-migration-stalled',
  title: 'The move to a distributed switch did not finish',
  severity: 'error',
  certainty: 'inferred',
  sources: ['S004', 'KB311145', 'ROLL65', 'KB324503'],
  needs: [
    { section: 'vmknics', command: 'esxcli network ip interface list' },
    { section: 'vswitches', command: 'esxcli network vswitch dvs vmware list' },
  ],
  also: ['portgroups', 'logs'],

  check: (state) => {
    const placed = state.vmknics.filter(({ enabled }) => enabled !== false).flatMap((nic) => placeOf(state, nic));
    const staying = placed.filter(({ vswitch, nic }) => vswitch.kind === 'standard' && isManagement(nic));
    const moved = placed.filter(({ vswitch }) => vswitch.kind === 'distributed');
    const pairs = staying.flatMap((from) => moved.flatMap((to) => pair(state, from, to)));
    return pairs.length > 0 ? pairs : staying.flatMap((from) => rolledBack(state, from));
  },

  explain: ({ sign, vmknics, address, from, to, uplinks }) => ({
    problem: PROBLEMS[sign](vmknics, address, from, to),
    why:
      sign === 'one-address'
        ? 'Both answer for one address, so what a client reaches differs from one packet to the next, and the next change of either may leave the host without an address.'
        : 'From 5.1 on the host undoes a change that cuts it off from vCenter, so an adapter that "did not move" is the mark of the rollback. A ping that is answered says little: replies to it leave by the adapter that was asked, TCP follows the table.',
    todo:
      sign === 'one-address'
        ? `At the console, with the host in maintenance mode: make sure that ${vmknics[1]} has the address, take ${vmknics[0]} away (\`esxcli network ip interface remove -i ${vmknics[0]}\`; SSH over it ends there), restart the host, and only then move the last uplink of ${from}.`
        : `Open the console first. Check VLAN, trunk and teaming of the target port group on ${to}${uplinks.length === 0 ? ', which has no uplink' : ` behind ${list(uplinks)}`}, then move one uplink, then the adapter, then the rest; \`why the move to the distributed switch rolled back\` has every step and what it cuts off.`,
  }),
});

const PROBLEMS: Readonly<
  Record<Facts['sign'], (vmknics: readonly string[], address: string | null, from: string, to: string) => string>
> = {
  'one-address': ([stays, moved], address, from, to) =>
    `${stays} on ${from} and ${moved} on ${to} bear one address, ${address}: a move to the distributed switch stopped half-way.`,
  'rolled-back': ([stays], _, from, to) =>
    `A log tells of a network change that was rolled back, and ${stays} is on the standard switch ${from} beside ${to}.`,
  'half-moved': ([stays, moved], _, from, to) =>
    `${stays} is on the standard switch ${from}, and ${moved} manages the host from the same subnet on ${to}: it looks like a move that was not finished.`,
};

interface Place {
  readonly nic: Vmknic;
  readonly vswitch: Switch;
}

function placeOf(state: State, nic: Vmknic): Place[] {
  const { vswitch } = attachmentOf(state, nic);
  return vswitch === undefined ? [] : [{ nic, vswitch }];
}

/** vmk0 is the management adapter where no tag was read. */
function isManagement({ name, services, tagsRead }: Vmknic): boolean {
  return services?.includes('management') === true || (tagsRead !== true && name === 'vmk0');
}

function pair(state: State, from: Place, to: Place): Found<Facts>[] {
  const evidence = evidenceOf(from, to);
  const facts = { ...factsOf(from, to.vswitch), vmknics: [from.nic.name, to.nic.name] };
  const address = from.nic.ipv4;
  if (typeof address === 'string' && address === to.nic.ipv4)
    return [{ facts: { ...facts, sign: 'one-address', address }, evidence }];
  if (to.nic.services?.includes('management') !== true || !sameSubnet(state, from.nic, to.nic)) return [];
  return [{ severity: 'risk', facts: { ...facts, sign: 'half-moved' }, evidence }];
}

function rolledBack(state: State, from: Place): Found<Facts>[] {
  const lines = (state.logs ?? []).filter(({ text }) => ROLLED_BACK.test(text));
  const target = state.vswitches.find(({ kind }) => kind === 'distributed');
  if (lines.length === 0 || target === undefined) return [];
  const evidence = [...evidenceOf(from), ...shown(target, 'uplinks'), ...lines.map((line) => line.evidence)];
  return [{ facts: { ...factsOf(from, target), sign: 'rolled-back' }, evidence }];
}

function factsOf({ nic, vswitch }: Place, target: Switch): Omit<Facts, 'sign'> {
  return { vmknics: [nic.name], address: null, from: vswitch.name, to: target.name, uplinks: target.uplinks ?? [] };
}

const evidenceOf = (...places: readonly Place[]) =>
  places.flatMap(({ nic, vswitch }) => [...shown(nic, 'ipv4', 'portgroup', 'vswitch'), ...shown(vswitch, 'uplinks')]);

function sameSubnet(state: State, a: Vmknic, b: Vmknic): boolean {
  const subnets = adaptersOf(state).filter(({ nic }) => nic === a || nic === b);
  return subnets.length === 2 && subnets[0]!.subnet === subnets[1]!.subnet;
}
