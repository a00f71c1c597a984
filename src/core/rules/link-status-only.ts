import { attachmentOf } from '../esxi/attachment.ts';
import type { LinkHint } from '../esxi/link-state.ts';
import { pinOf, uplinksFor, usableUplinks } from '../esxi/team.ts';
import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { type Found, type Having, rule } from './rule.ts';

export const HINTS = 'vim-cmd hostsvc/net/query_networkhint';

type State = Having<'vswitches' | 'linkHints', 'uplinks' | 'portgroups' | 'vmknics' | 'pings' | 'portUplinks'>;
type Switch = State['vswitches'][number];

type Facts = {
  readonly vswitch: string;
  /** Up, and nothing is heard on them. */
  readonly uplinks: readonly string[];
  /** Uplinks of the same switch on which a physical switch is heard. */
  readonly heard: readonly string[];
  /** As the team's policy says; null where that was not shown. */
  readonly detection: string | null;
  /** It balances by IP hash, and by how many uplinks. */
  readonly ipHash: boolean;
  readonly team: number;
  readonly vmknics: readonly string[];
  /** Those of them that are known to leave by such an uplink. */
  readonly pinned: readonly string[];
  /** Those of them whose ping got no answer. */
  readonly failing: readonly string[];
};

/** An uplink with link on which no switch is heard, although one is on its neighbour: nothing but the link is watched. */
export const linkStatusOnly = rule({
  id: 'link-status-only',
  title: 'An uplink is up and may be dead, and only its link is watched',
  severity: 'risk',
  certainty: 'inferred',
  sources: ['S004', 'NET65', 'VSZ'],
  needs: [
    { section: 'vswitches', command: 'esxcli network vswitch standard list' },
    { section: 'linkHints', command: HINTS },
  ],
  also: ['uplinks', 'portgroups', 'vmknics', 'pings', 'portUplinks'],

  lacks: (state) =>
    state.vswitches
      .filter((each) => each.kind === 'standard' && each.teaming === undefined && silentOn(state, each).length > 0)
      .map(({ name }) => `esxcli network vswitch standard policy failover get -v ${name}`),

  check: (state) => state.vswitches.flatMap((each) => found(state, each)),

  explain: ({ vswitch, uplinks, heard, vmknics, pinned, failing, ...policy }) => ({
    problem: `${list(uplinks)} of ${vswitch} ${uplinks.length === 1 ? 'is' : 'are'} up, but no switch is heard there by CDP or LLDP, as one is on ${list(heard)}.${pinned.length === 0 ? '' : ` ${list(pinned)} ${pinned.length === 1 ? 'leaves' : 'leave'} by it.`}`,
    why: `${watched(policy)} A port that is blocked or in a wrong VLAN keeps its link, so what is pinned to it stays there and is lost.${failing.length === 0 ? '' : ` A ping from ${list(failing)} got no answer.`} Silence alone proves nothing: the port may only have CDP switched off.`,
    todo: `Have the switch port of ${list(uplinks)} looked at; make one uplink of ${vswitch} active at a time and ping a peer from ${vmknics.length === 0 ? 'an adapter on it' : list(vmknics)}. Until the port is repaired set ${list(uplinks)} to unused${carriesAny(vmknics)}.`,
  }),
});

function watched({ detection, ipHash, team }: Pick<Facts, 'detection' | 'ipHash' | 'team'>): string {
  if (detection === null) return 'How failures are detected was not shown; the default is by link status only.';
  if (detection !== 'beacon') return 'Failures are detected by link status only.';
  const few = team < 3 ? 'Beacon probing with fewer than three uplinks cannot tell which of them is dead' : '';
  const hash = ipHash ? `${few === '' ? 'Beacon probing' : ', and it'} does not go with IP hash` : '';
  return `${few}${hash}.`;
}

function carriesAny(vmknics: readonly string[]): string {
  return vmknics.includes('vmk0') ? ': vmk0 is on that switch, so with the console at hand' : '';
}

const isSilent = ({ cdp, lldp }: LinkHint) => cdp === null && (lldp ?? null) === null;
const isHeard = ({ cdp, lldp }: LinkHint) => (cdp ?? null) !== null || (lldp ?? null) !== null;

/** The usable uplinks with link that hear nothing, where the switch listens and another of its uplinks hears something. */
function silentOn({ linkHints, uplinks = [] }: Pick<State, 'linkHints' | 'uplinks'>, vswitch: Switch) {
  if (/^(?:down|advertise)$/.test(vswitch.cdp ?? '')) return [];
  const own = linkHints.filter(({ name }) => vswitch.uplinks?.includes(name));
  const usable = usableUplinks(vswitch);
  const down = new Set(
    uplinks.filter(({ link, admin }) => link === 'down' || admin === 'down').map(({ name }) => name),
  );
  if (!own.some(isHeard)) return [];
  return own.filter((hint) => isSilent(hint) && usable.includes(hint.name) && !down.has(hint.name));
}

function found(state: State, vswitch: Switch): Found<Facts>[] {
  const silent = silentOn(state, vswitch);
  const detection = vswitch.teaming?.failureDetection ?? null;
  const team = usableUplinks(vswitch).length;
  const ipHash = vswitch.teaming?.loadBalancing === 'iphash';
  if (silent.length === 0 || (detection === 'beacon' && team > 2 && !ipHash)) return [];
  const names = silent.map(({ name }) => name);
  const nics = (state.vmknics ?? []).filter(
    (nic) =>
      nic.enabled !== false &&
      attachmentOf(state, nic).vswitch === vswitch &&
      uplinksFor(state, nic).some((each) => names.includes(each)),
  );
  const pinned = nics.filter((nic) => names.includes(pinOf(state, nic)?.uplink ?? ''));
  const failed = (state.pings ?? []).filter(
    ({ received, vmknic }) => received === 0 && nics.some((nic) => nic.name === vmknic),
  );
  const failing = nics.filter(({ name }) => failed.some(({ vmknic }) => vmknic === name)).map(({ name }) => name);
  const heard = state.linkHints.filter((hint) => isHeard(hint) && vswitch.uplinks?.includes(hint.name));
  return [
    {
      severity: pinned.some(({ name }) => failing.includes(name)) ? 'error' : 'risk',
      facts: {
        vswitch: vswitch.name,
        uplinks: names,
        heard: heard.map(({ name }) => name),
        detection,
        ipHash,
        team,
        vmknics: nics.map(({ name }) => name),
        pinned: pinned.map(({ name }) => name),
        failing,
      },
      evidence: [
        ...[...silent, ...heard].flatMap((hint) => shown(hint, 'name', 'cdp')),
        ...shown(vswitch, 'uplinks', 'teaming'),
        ...(state.uplinks ?? []).filter(({ name }) => names.includes(name)).flatMap((each) => shown(each, 'link')),
        ...(state.portUplinks ?? [])
          .filter(({ client }) => pinned.some(({ name }) => name === client))
          .flatMap((each) => shown(each, 'uplink')),
        ...failed.flatMap((each) => shown(each, 'received')),
      ],
    },
  ];
}
