import type { Portgroup, Vswitch } from '../esxi/host-state.ts';
import { usableUplinks } from '../esxi/team.ts';
import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { type Found, rule } from './rule.ts';

type Facts = {
  readonly vswitch: string | null;
  /** Set where the port group's own policy is meant. */
  readonly portgroup: string | null;
  readonly uplinks: readonly string[];
  readonly reason: 'ip-hash' | 'too-few';
};

/** Beacon probing where it cannot tell which uplink is dead. */
export const beaconProbing = rule({
  id: 'beacon-probing',
  title: 'Beacon probing cannot do what it is set for',
  severity: 'risk',
  certainty: 'reported',
  sources: ['VSZ', 'NET65'],
  needs: [{ section: 'vswitches', command: 'esxcli network vswitch standard list' }],
  also: ['portgroups'],

  lacks: ({ vswitches }) =>
    vswitches
      .filter(({ beacon, teaming }) => beacon === true && teaming === undefined)
      .map(({ name }) => `esxcli network vswitch standard policy failover get -v ${name}`),

  check: ({ vswitches, portgroups = [] }) => [
    ...vswitches.flatMap((each) => found(each, { vswitch: each.name, portgroup: null })),
    ...portgroups
      .filter(({ teaming, vswitch }) => teaming?.overridden === true || !isBeaconed(vswitches, vswitch))
      .flatMap((each) => found(each, { vswitch: each.vswitch ?? null, portgroup: each.name })),
  ],

  explain: ({ vswitch, portgroup, uplinks, reason }) => {
    const where = portgroup === null ? vswitch : `the port group ${portgroup}`;
    return reason === 'ip-hash'
      ? {
          problem: `${where} detects failures by beacon probing and balances by IP hash.`,
          why: 'Beacon probing is not to be used with IP hash: the channel of the physical switch sends a beacon back where it likes.',
          todo: `Set failure detection of ${where} to link status, and have the physical switch bring its ports down when it loses its way up (link state tracking).`,
        }
      : {
          problem: `${where} detects failures by beacon probing with ${uplinks.length === 1 ? 'one uplink' : 'two uplinks'}, ${list(uplinks)}.`,
          why: 'With fewer than three uplinks a missing beacon does not tell which of them is dead, so everything is sent out of all of them.',
          todo: `Give ${where} a third uplink on the same broadcast domain, or set failure detection to link status and use link state tracking on the physical switch.`,
        };
  },
});

const isBeaconed = (vswitches: readonly Vswitch[], name: string | undefined) =>
  vswitches.some((each) => each.name === name && each.teaming?.failureDetection === 'beacon');

function found(of: Vswitch | Portgroup, at: Pick<Facts, 'vswitch' | 'portgroup'>): Found<Facts>[] {
  if (of.teaming?.failureDetection !== 'beacon') return [];
  const uplinks = usableUplinks(of);
  const evidence = shown(of, 'teaming', 'uplinks');
  const because = (reason: Facts['reason']) => ({ facts: { ...at, uplinks, reason }, evidence });
  // That the two do not go together is recalled, not read.
  if (of.teaming.loadBalancing === 'iphash') return [{ ...because('ip-hash'), certainty: 'inferred' }];
  return uplinks.length > 0 && uplinks.length < 3 ? [because('too-few')] : [];
}
