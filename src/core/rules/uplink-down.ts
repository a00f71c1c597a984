import type { HostState, Portgroup, Uplink, Vswitch } from '../esxi/host-state.ts';
import { usableUplinks } from '../esxi/team.ts';
import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { type Found, rule } from './rule.ts';

const NICS = 'esxcli network nic list';

interface Down extends Record<string, unknown> {
  readonly vswitch: string;
  /** Set where only this port group's own team is concerned. */
  readonly portgroup: string | null;
  /** Those that are down. */
  readonly uplinks: readonly string[];
  /** Nothing that may carry traffic is left. */
  readonly all: boolean;
  /** Port groups that the rest of the team carries nothing of; each has a finding of its own. */
  readonly except: readonly string[];
  /** Every other uplink of the team is known to be up. */
  readonly restUp: boolean;
}

type Links = ReadonlyMap<string, Uplink>;

/** An uplink of a switch has no link. NICs that no captured switch uses are left alone. */
export const uplinkDown = rule({
  id: 'uplink-down',
  title: 'An uplink of a switch is down',
  severity: 'risk',
  certainty: 'documented',
  sources: ['KB429518', 'S004'],
  needs: [
    { section: 'uplinks', command: NICS },
    { section: 'vswitches', command: 'esxcli network vswitch standard list' },
  ],
  also: ['portgroups'],

  lacks: (state) => {
    const links = linksOf(state);
    return state.vswitches.some((each) => usableUplinks(each).some((name) => !links.get(name)?.link)) ? [NICS] : [];
  },

  check: (state) => {
    const links = linksOf(state);
    const switches = state.vswitches.flatMap((vswitch) =>
      found(links, usableUplinks(vswitch), vswitch, { vswitch: vswitch.name, portgroup: null }),
    );
    const dead = new Set(switches.filter(({ facts }) => facts.all).map(({ facts }) => facts.vswitch));
    const groups = (state.portgroups ?? [])
      .filter(({ vswitch }) => vswitch !== undefined && !dead.has(vswitch))
      .flatMap((group) =>
        found(links, usableUplinks(group), group, { vswitch: group.vswitch!, portgroup: group.name }).filter(
          ({ facts }) => facts.all,
        ),
      );
    return [...switches.flatMap((each) => besides(each, groups)), ...groups];
  },

  explain: ({ vswitch, portgroup, uplinks, all, except, restUp }) => ({
    problem: all
      ? `Every uplink that ${where(vswitch, portgroup)} may use is down: ${list(uplinks)}.`
      : `${list(uplinks)} of ${vswitch} ${uplinks.length === 1 ? 'is' : 'are'} down.`,
    why: all
      ? `Nothing leaves the host through ${where(vswitch, portgroup)}; the routes of its adapters stay in the table and lead nowhere.`
      : restUp
        ? `The rest of the team carries the traffic of ${vswitch}${except.length === 0 ? '' : ` (but not of ${list(except)})`}, with less redundancy.`
        : `Whether the rest of the team of ${vswitch} has a link was not shown; at best there is less redundancy.`,
    todo: `Check cable, switch port and driver of ${list(uplinks)}, or take ${uplinks.length === 1 ? 'it' : 'them'} out of the team.`,
  }),
});

/** A link whose loss is told of a port group is not told of its switch again; another one is, and what the rest does not carry. */
function besides(found: Found<Down>, groups: readonly Found<Down>[]): Found<Down>[] {
  const own = groups.filter(({ facts }) => facts.vswitch === found.facts.vswitch);
  if (found.facts.all || own.length === 0) return [found];
  const told = new Set(own.flatMap(({ facts }) => facts.uplinks));
  if (found.facts.uplinks.every((name) => told.has(name))) return [];
  return [{ ...found, facts: { ...found.facts, except: own.map(({ facts }) => facts.portgroup!) } }];
}

function where(vswitch: string, portgroup: string | null): string {
  return portgroup === null ? vswitch : `the port group ${portgroup} on ${vswitch}`;
}

function linksOf({ uplinks = [] }: Pick<HostState, 'uplinks'>): Links {
  return new Map(uplinks.map((each) => [each.name, each]));
}

function found(
  links: Links,
  team: readonly string[],
  { evidence }: Vswitch | Portgroup,
  at: { readonly vswitch: string; readonly portgroup: string | null },
): Found<Down>[] {
  const down = team.flatMap((name) => links.get(name) ?? []).filter(({ link }) => link === 'down');
  if (down.length === 0) return [];
  const all = down.length === team.length;
  const restUp = team.every((name) => links.get(name)?.link === 'up' || links.get(name)?.link === 'down');
  return [
    {
      severity: all ? 'error' : 'risk',
      facts: { ...at, uplinks: down.map(({ name }) => name), all, except: [], restUp },
      evidence: [...down.flatMap((uplink) => shown(uplink, 'link')), ...shown({ evidence }, 'uplinks', 'teaming')],
    },
  ];
}
