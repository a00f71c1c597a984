import { routeList, tagGet } from '../esxi/commands.ts';
import type { Vmknic } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { atLeast } from '../esxi/version.ts';
import type { Certainty } from '../evidence.ts';
import { type Adapter, adaptersOf, connectedEntry, sharingWith, shown } from '../services/adapters.ts';
import { list, unique } from '../services/choice.ts';
import { type Found, type Having, rule } from './rule.ts';

type Facts = {
  readonly service: string;
  /** The adapter that carries the tag. */
  readonly vmknic: string;
  readonly netstack: string;
  /** The adapters that carry the traffic, or part of it, instead. */
  readonly vmknics: readonly string[];
  readonly subnet: string | null;
  readonly reason: 'table-owner' | 'own-stack' | 'adapter-disabled';
};

type State = Having<'vmknics', 'routes' | 'iscsi'>;

const TITLES: Readonly<Record<string, string>> = {
  management: 'Management',
  vmotion: 'vMotion',
  provisioning: 'Provisioning',
  ft: 'Fault Tolerance logging',
  vsan: 'vSAN',
  'vsan-witness': 'vSAN witness traffic',
  replication: 'vSphere Replication',
  'replication-nfc': 'vSphere Replication NFC',
};

/** Services that a stack of their own takes over from the default stack. */
const OWN_STACKS = { vmotion: 'vmotion', provisioning: 'vSphereProvisioning' } as const;

/** The adapter with a service's tag is not the one, or not the only one, that carries its traffic. */
export const serviceOnWrongAdapter = rule({
  id: 'service-on-wrong-adapter',
  title: 'A tagged adapter does not carry its service',
  severity: 'risk',
  certainty: 'documented',
  sources: ['KB318546', 'S003', 'NET80', 'MAN65'],
  needs: [{ section: 'vmknics', command: 'esxcli network ip interface ipv4 get' }],
  also: ['routes', 'iscsi'],
  follows: ['shared-subnet', 'overlapping-subnets', 'console-shares-subnet'],

  lacks(state) {
    const nics = state.vmknics.filter(({ netstack, enabled }) => netstack === DEFAULT_STACK && enabled !== false);
    if (nics.length < 2) return [];
    const unread = nics.filter(({ services, tagsRead }) => services === undefined && !tagsRead);
    const names = unread.map(({ name }) => name);
    if (names.length > 0) return unique(['management', 'vmotion'].flatMap((tag) => tagGet(state, tag, names)));
    return state.routes === undefined && sharesTagged(state) ? [routeList(state)] : [];
  },

  check(state) {
    return state.vmknics.flatMap((nic) =>
      (nic.services ?? []).flatMap((service) => {
        const found = disabled(nic, service) ?? takenOver(state, nic, service) ?? byTable(state, nic, service);
        return found === undefined ? [] : [found];
      }),
    );
  },

  explain({ service, vmknic, vmknics, subnet, reason }) {
    const title = TITLES[service] ?? service;
    switch (reason) {
      case 'adapter-disabled':
        return {
          problem: `${title} is tagged on ${vmknic}, which is disabled.`,
          why: 'A disabled adapter carries nothing, whatever its tags.',
          todo: `Enable ${vmknic}, or give its tag to an adapter that is enabled.`,
        };
      case 'own-stack':
        return {
          problem: `${title} is tagged on ${vmknic} in the default stack, while ${list(vmknics)} ${vmknics.length === 1 ? 'is' : 'are'} in the stack of that service.`,
          why: `Once an adapter is in that stack, ${title} on adapters of the default stack is disabled for every later session.`,
          todo: `Remove the tag from ${vmknic}, or remove the adapters of the other stack, so that it is plain which one is meant.`,
        };
      case 'table-owner':
        return {
          problem: `${title} is tagged on ${vmknic}, and the routing table gives ${subnet} to ${list(vmknics)}.`,
          why: `What is sent by the table to ${subnet} leaves by ${list(vmknics)}; a tag does not change the table.`,
          todo: `Give ${vmknic} a subnet of its own. A static route does not help: the connected entry wins.`,
        };
    }
  },
});

function disabled(nic: Vmknic, service: string): Found<Facts> | undefined {
  if (nic.enabled !== false) return undefined;
  const facts = { service, vmknic: nic.name, netstack: nic.netstack, vmknics: [], subnet: null };
  return { facts: { ...facts, reason: 'adapter-disabled' }, evidence: shown(nic, 'enabled', 'services') };
}

function takenOver(state: State, nic: Vmknic, service: string): Found<Facts> | undefined {
  const stack = OWN_STACKS[service as keyof typeof OWN_STACKS];
  if (stack === undefined || nic.netstack !== DEFAULT_STACK) return undefined;
  const own = state.vmknics.filter(({ netstack, enabled }) => netstack === stack && enabled !== false);
  if (own.length === 0) return undefined;
  const facts: Facts = {
    service,
    vmknic: nic.name,
    netstack: nic.netstack,
    vmknics: own.map(({ name }) => name),
    subnet: null,
    reason: 'own-stack',
  };
  const evidence = [...shown(nic, 'services'), ...own.flatMap((each) => shown(each, 'netstack'))];
  return { facts, evidence, severity: 'note' };
}

function byTable(state: State, nic: Vmknic, service: string): Found<Facts> | undefined {
  const adapter = adaptersOf(state, nic.netstack).find((each) => each.nic === nic);
  const entry = adapter && connectedEntry(state, adapter);
  const owner = entry?.route.vmknic;
  if (adapter === undefined || entry === undefined || owner === undefined || owner === nic.name) return undefined;
  if (!sharingWith(state, adapter).some(({ name }) => name === owner)) return undefined;
  if (byDesign(state, adapter, service)) return undefined;
  const facts: Facts = {
    service,
    vmknic: nic.name,
    netstack: nic.netstack,
    vmknics: [owner],
    subnet: adapter.subnet,
    reason: 'table-owner',
  };
  const evidence = [...shown(nic, 'services', 'ipv4'), ...shown(entry.route, 'network', 'vmknic')];
  return { facts, evidence, certainty: certaintyOf(service) };
}

/** Several adapters with the vMotion tag and nobody else in the subnet spread the load from 5.0 on; overlay endpoints share. */
function byDesign(state: State, adapter: Adapter, service: string): boolean {
  if (adapter.netstack !== DEFAULT_STACK && adapter.netstack !== 'vmotion') return true;
  const others = sharingWith(state, adapter);
  if (others.some(({ nic }) => nic.services?.includes(service)) && service.startsWith('vsan')) return true;
  if (service !== 'vmotion' || atLeast(state, '5.0') === false) return false;
  return adapter.netstack === 'vmotion' || others.every(({ nic }) => nic.services?.join() === 'vmotion');
}

/** Management answers by the table; on the others the sources disagree or are silent. */
function certaintyOf(service: string): Certainty {
  if (service === 'management') return 'documented';
  return service === 'vmotion' || service === 'ft' ? 'reported' : 'inferred';
}

function sharesTagged(state: State): boolean {
  return adaptersOf(state, DEFAULT_STACK).some(
    (each) => (each.nic.services?.length ?? 0) > 0 && sharingWith(state, each).length > 0,
  );
}
