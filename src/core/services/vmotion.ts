import { captureTcp, routeList } from '../esxi/commands.ts';
import type { HostState } from '../esxi/host-state.ts';
import { atLeast } from '../esxi/version.ts';
import { adaptersOf, entriesOf, shown } from './adapters.ts';
import { byTable, leadsNowhere } from './by-table.ts';
import { byTag, type SharedVerdict, type TagService } from './by-tag.ts';
import { choice, list, step } from './choice.ts';
import type { Service, ServiceChoice } from './service.ts';
import type { Sharing } from './tagged-sharing.ts';

const STACK = 'vmotion';
const PORT = 8000;

/** vMotion: its tag decides the address that peers are told; which way the data leaves is where sources disagree. */
export const vmotion: Service = {
  name: 'vmotion',
  title: 'vMotion',
  alsoCalled: ['vmotion', 'v-motion', 'v motion', 'live migration', 'live migrations', 'migration', 'migrations'],
  versions: [
    {
      from: '3.5',
      to: '4.1',
      rule: 'In a subnet that another adapter shares, what vMotion leaves by is not settled: VMware support wrote that the tag is honoured, the article of 2012 that the table decides; part of it left by the table in a capture.',
      certainty: 'reported',
      sources: ['S002', 'S003', 'ELA12'],
    },
    {
      from: '5.0',
      to: '5.5',
      rule: 'In a subnet that another adapter shares, part of the flow leaves by the table: failures were observed, and sources disagree on how much. Several tagged adapters share the load.',
      certainty: 'reported',
      sources: ['S002', 'S003', 'ELA12', 'S004', 'YB5'],
    },
    {
      from: '6.0',
      rule: 'In the default stack a subnet shared with another adapter is unsupported and which way vMotion leaves is not guaranteed. Several tagged adapters share the load.',
      certainty: 'documented',
      sources: ['KB318546', 'NET80'],
    },
    {
      from: '6.0',
      rule: 'An adapter in the vmotion stack takes vMotion over: that stack has its own table and gateway, and vMotion on default-stack adapters is disabled for later migrations.',
      certainty: 'documented',
      sources: ['NET80', 'MAN65'],
    },
  ],

  choose(state, destination) {
    if (state.vmknics?.some(({ netstack, enabled }) => netstack === STACK && enabled !== false)) {
      return inOwnStack(state, destination);
    }
    const answer = byTag(state, inDefaultStack, destination);
    const stacksShown = state.vmknics?.some(({ evidence }) => evidence.netstack !== undefined) ?? false;
    const unsure = !stacksShown && atLeast(state, '6.0') !== false;
    return choice(vmotion, state, {
      ...answer,
      missing: [...answer.missing, ...(unsure ? ['esxcli network ip interface list'] : [])],
    });
  },
};

const inDefaultStack: TagService = {
  title: 'vMotion',
  tags: ['vmotion'],
  portgroupName: /v-?\s?motion/i,
  certainty: 'documented',
  sources: ['S002', 'S003', 'MAN65'],
  prove: (state, vmknic) => captureTcp(state, vmknic, PORT),
  shared,
  several,
};

/** The verdicts of version and shared subnet; none of them names the adapter as certain, for no source settles it. */
function shared(state: HostState, sharing: Sharing): SharedVerdict {
  const dead = sharing.splitVlans
    ? ' Their port groups are in different VLANs, so what leaves by the wrong one cannot arrive at all.'
    : '';
  const text =
    'Which packets of a vMotion the table decides, sources do not agree on; a capture during a migration settles it.';
  return {
    verdict: `${verdictOn(state, sharing)}${dead}`,
    certainty: 'unknown',
    steps: [step(text, 'reported', [], ['S002', 'S003', 'ELA12', 'S004'])],
    sources: ['KB318546', 'S002', 'S003', 'ELA12', 'S004'],
  };
}

/** What the table does, what that means for vMotion, and what to do: the versions differ in how much is known. */
function verdictOn(state: HostState, { names, subnet, owner }: Sharing): string {
  const share = `${list(names)} share ${subnet}`;
  const given = owner === undefined ? share : `${share}, and the routing table gives it to ${owner}`;
  const by = owner === undefined ? 'by the one that the routing table names' : `by ${owner}`;
  return `${given}. ${partOf(state, by)} whatever the tag says. Give vMotion a subnet of its own.`;
}

function partOf(state: HostState, by: string): string {
  if (atLeast(state, '6.0')) return `Part of a vMotion may leave ${by}`;
  if (atLeast(state, '5.0')) return `vMotion is at risk: part of it leaves ${by}`;
  if (atLeast(state, '5.0') === false) return `Which way vMotion leaves is undetermined; part of it may leave ${by}`;
  return `Part of a vMotion may leave ${by}`;
}

function several(state: HostState, carriers: readonly string[]): SharedVerdict {
  const known = atLeast(state, '5.0');
  const outsiders = adaptersOf(state)
    .filter(({ name }) => carriers.includes(name))
    .flatMap((each) =>
      adaptersOf(state, each.netstack).filter(
        (other) => !carriers.includes(other.name) && other.subnet === each.subnet,
      ),
    );
  if (known === false) {
    const verdict = `The vMotion tag is on ${list(carriers)}; several adapters at once are described from 5.0 on, so which one is used is not known.`;
    return { verdict, certainty: 'unknown', sources: ['YB5'] };
  }
  if (outsiders.length > 0) {
    const { name, subnet } = outsiders[0]!;
    const verdict = `vMotion is spread over ${list(carriers)}, but ${name} shares ${subnet} with them, so part of it may leave by the routing table instead.`;
    return { verdict, certainty: 'unknown', sources: ['KB318546', 'NET80', 'YB5'] };
  }
  const verdict = `vMotion is spread over ${list(carriers)}: all of them carry its tag${known === undefined ? ' (from 5.0 on)' : ''}.`;
  return { verdict, certainty: known === undefined ? 'reported' : 'documented', sources: ['NET80', 'YB5'] };
}

function inOwnStack(state: HostState, destination?: string): ServiceChoice {
  const nics = state.vmknics!.filter(({ netstack, enabled }) => netstack === STACK && enabled !== false);
  const names = nics.map(({ name }) => name);
  const table = destination === undefined ? undefined : byTable(state, STACK, [destination]);
  const dead = table !== undefined && leadsNowhere(table);
  const listed = entriesOf(state, STACK).length > 0;
  return choice(vmotion, state, {
    vmknics: dead ? [] : table !== undefined && table.vmknics.length > 0 ? table.vmknics : names,
    decidedBy: 'netstack',
    netstack: STACK,
    certainty: dead ? table!.certainty : 'documented',
    verdict: dead
      ? `vMotion ${table!.verdict}. Give the vmotion stack a gateway, or a route there.`
      : table === undefined
        ? `vMotion leaves by ${list(names)}: an adapter in the vmotion stack takes it over, and that stack's own table decides.`
        : table.vmknics.length > 0
          ? `vMotion runs in the vmotion stack and ${table.verdict}.`
          : `vMotion runs in the vmotion stack, on ${list(names)}; how it gets to ${destination} is not known.`,
    steps: [
      step(
        `${list(names)} ${names.length === 1 ? 'is' : 'are'} in the vmotion stack.`,
        'documented',
        nics.flatMap((nic) => shown(nic, 'netstack')),
        ['NET80', 'MAN65'],
      ),
      ...(table?.steps ?? []),
    ],
    prove: names.flatMap((name) => captureTcp(state, name, PORT)),
    missing: listed ? [] : [routeList(state, STACK)],
  });
}
