import { shown } from '../services/adapters.ts';
import { list, unique } from '../services/choice.ts';
import { type Classic, type Migration, migrationOf } from '../services/migration.ts';
import { type Found, rule } from './rule.ts';

type Facts = {
  readonly subnets: readonly { readonly subnet: string; readonly console: string; readonly vmknic: string }[];
  /** Adapters that the upgrade disables, and those whose switch was not shown. */
  readonly disabled: readonly string[];
  readonly maybeDisabled: readonly string[];
  /** The VMkernel gateway that gives way, and the one that takes its place; null: not shown, so both may be one. */
  readonly gateway: string | null;
  readonly replacedBy: string | null;
  /** Destinations that were reached through it. */
  readonly destinations: readonly { readonly address: string; readonly as: string; readonly vmknic: string }[];
  /** The static routes that keep them on their way; none where it is not known that they are wanted. */
  readonly routes: readonly { readonly network: string; readonly gateway: string }[];
  /** Destinations that will see the address of management. */
  readonly sources: readonly {
    readonly address: string;
    readonly as: string;
    readonly from: string;
    readonly to: string;
  }[];
};

/** Classic ESX, before its migration: what works now and stops when the two stacks become one. */
export const esxToEsxi = rule({
  id: 'esx-to-esxi',
  title: 'A migration from ESX to ESXi breaks what works here',
  severity: 'note',
  certainty: 'inferred',
  sources: ['UPG50', 'S003', 'S002', 'ZW', 'IBM'],
  needs: [
    { section: 'serviceConsole', command: 'esxcfg-vswif -l' },
    { section: 'vmknics', command: 'esxcfg-vmknic -l' },
  ],
  also: ['routes', 'nfs', 'pings', 'portgroups', 'vswitches'],

  lacks: ({ routes, serviceConsole, nfs }) => [
    ...(routes === undefined ? ['esxcfg-route -l'] : []),
    ...(serviceConsole.routes.length > 0 ? [] : ['route -n']),
    ...(nfs === undefined ? ['esxcfg-nas -l'] : []),
  ],

  check(state) {
    const migration = migrationOf(state as Classic);
    if (migration.shared.length === 0 && migration.vanishing === undefined) return [];
    return [{ facts: factsOf(migration), evidence: linesOf(migration) } satisfies Found<Facts>];
  },

  explain: (facts: Facts) => ({
    problem: problemOf(facts),
    why: 'ESX has an IP stack each for the Service Console and the VMkernel; ESXi has one, with one default gateway. The upgrade from 4.x to 5.0 takes the default gateway of the Service Console and lets management win where an adapter conflicts with it (documented); that other ways of migrating end alike follows from the one table.',
    todo: [...before(facts), ...after(facts)].join(' '),
  }),
});

function factsOf({ shared, vanishing, heir, moved }: Migration): Facts {
  const rerouted = moved.filter(({ becomes }) => becomes === 'rerouted');
  const gateway = vanishing?.gateway ?? null;
  const nics = (same: boolean | undefined) =>
    unique(shared.filter(({ sameSwitch }) => sameSwitch === same).map(({ adapter }) => adapter.name));
  return {
    subnets: shared.map(({ console, adapter }) => ({
      subnet: adapter.subnet,
      console: console.name,
      vmknic: adapter.name,
    })),
    disabled: nics(true),
    maybeDisabled: nics(undefined),
    gateway,
    replacedBy: heir?.gateway ?? null,
    destinations: rerouted.map(({ address, as, vmknic }) => ({ address, as, vmknic })),
    routes:
      gateway === null || heir === undefined
        ? []
        : rerouted.map(({ address }) => ({ network: `${address}/32`, gateway })),
    sources: moved.flatMap(({ address, as, source, later }) =>
      later === null || later === source ? [] : [{ address, as, from: source, to: later }],
    ),
  };
}

function linesOf({ shared, vanishing, heir, moved }: Migration) {
  return [
    ...shared.flatMap(({ console, adapter }) => [...shown(console, 'ipv4'), ...shown(adapter.nic, 'ipv4')]),
    ...(vanishing === undefined ? [] : shown(vanishing, 'network', 'gateway')),
    ...(vanishing === undefined || heir === undefined ? [] : shown(heir, 'network', 'gateway')),
    ...moved.flatMap(({ evidence }) => evidence),
  ];
}

/** Nobody reads more of them in a sentence; the facts have all. */
const MOST = 8;

function few(words: readonly string[]): string {
  return words.length <= MOST ? list(words) : `${words.slice(0, MOST).join(', ')} and ${words.length - MOST} more`;
}

function problemOf(facts: Facts): string {
  const sure = [...ofGateway(facts), ...ofSubnets(facts), ...ofSources(facts)];
  const breaks = sure.length === 0 ? [] : [`After a migration to ESXi this breaks: ${sure.join('; ')}.`];
  return [...breaks, ...ofUnknownHeir(facts)].join(' ');
}

function ofGateway({ gateway, replacedBy, destinations }: Facts): string[] {
  if (gateway === null || replacedBy === null) return [];
  const verb = destinations.length > 1 ? 'follow' : 'follows';
  return [`the VMkernel gateway ${gateway} vanishes, and ${through(destinations)} ${verb} ${replacedBy} instead`];
}

/** The console may have the same gateway, or none. */
function ofUnknownHeir({ gateway, replacedBy, destinations }: Facts): string[] {
  if (gateway === null || replacedBy !== null) return [];
  return [
    `A migration to ESXi may cut off ${through(destinations)}: the VMkernel gateway ${gateway} gives way to that of the Service Console, which was not shown and may be the same.`,
  ];
}

function through(destinations: Facts['destinations']): string {
  const lost = destinations.map(({ address, as, vmknic }) => `${address} (${as}, by ${vmknic})`);
  return lost.length === 0 ? 'whatever is reached through it' : few(lost);
}

function ofSubnets({ subnets, disabled, maybeDisabled }: Facts): string[] {
  return subnets.map(({ subnet, console, vmknic }) => {
    const end = disabled.includes(vmknic)
      ? `${vmknic} is left disabled`
      : maybeDisabled.includes(vmknic)
        ? `${vmknic} is left disabled if it is on the same switch, and most likely loses the table to management if not`
        : 'the one table gives it to one of them, most likely to management';
    return `${vmknic} shares ${subnet} with ${console}, so ${end}`;
  });
}

function ofSources({ sources }: Facts): string[] {
  if (sources.length === 0) return [];
  const seen = sources.map(({ address, as, from, to }) => `${address} (${as}) sees ${to} instead of ${from}`);
  return [`${few(seen)}, and may deny what it grants to the old address`];
}

function before({ subnets }: Facts): string[] {
  if (subnets.length === 0) return [];
  const names = unique(subnets.map(({ vmknic }) => vmknic));
  return [
    `Before it, give ${list(names)} a subnet of ${names.length === 1 ? 'its' : 'their'} own, and have the rights at the other end follow. That cuts off what ${list(names)} ${names.length === 1 ? 'carries' : 'carry'}, datastores and the machines on them too, until the new address is granted there: move the machines away or stop them first.`,
  ];
}

function after({ gateway, replacedBy, routes }: Facts): string[] {
  if (gateway === null) return [];
  const rest = `${routes.length === 0 ? 'What' : 'What else'} is reached through ${gateway} (iSCSI targets, vMotion peers in other subnets) these outputs do not list: each needs a static route through it after the migration.`;
  if (replacedBy === null) {
    return [
      `Look at \`route -n\` of the Service Console first: where its default gateway is ${gateway} too, nothing changes.`,
    ];
  }
  if (routes.length === 0) return [rest];
  const wanted = routes.slice(0, MOST);
  const on50 = wanted.map(({ network, gateway: via }) => `\`esxcfg-route -a ${network} ${via}\``);
  const on51 = wanted.map(
    ({ network, gateway: via }) => `\`esxcli network ip route ipv4 add --network=${network} --gateway=${via}\``,
  );
  return [
    'After it, with the console at hand, because the storage is not there until then:',
    `on 5.1 and newer ${few(on51)}; on 5.0 ${few(on50)}, again after each restart, for 5.0 is reported to lose static routes.`,
    'A route for the whole network of a destination serves as well where you know its length.',
    rest,
  ];
}
