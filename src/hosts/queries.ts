import { CLOCK_DATA, SESSION } from '../core/esxi/commands.ts';
import type { Need } from '../core/esxi/needs.ts';
import { DEFAULT_STACK, isNetstackKey } from '../core/esxi/netstacks.ts';
import { compareVersions, readVersion } from '../core/esxi/version.ts';
import type { Words } from './batch.ts';

type Each = 'vmknic' | 'netstack' | 'vswitch' | 'portgroup';

/** One read-only command: which need it serves, on which versions, and what else tells the same where it fails. */
interface Entry {
  readonly need: Need;
  readonly words: string;
  readonly from?: string;
  /** The first version that has it no more. */
  readonly before?: string;
  readonly console?: true;
  /** Asked once for each of these, which an earlier output names. */
  readonly each?: Each;
  /** What hostd is not needed for; else `localcli` with the same words. */
  readonly instead?: string;
}

/**
 * Every command that is ever run to read a host; there is no function that takes another. Besides these a host is only ever
 * told `kill -9` of the shell of our own batch, where one of them hangs or is cancelled (run-batch.ts).
 */
const ENTRIES: readonly Entry[] = [
  { need: 'vmknics', words: 'esxcfg-vmknic -l' },
  { need: 'vmknics', words: 'esxcli network ip interface ipv4 get', from: '5.0' },
  { need: 'interfaces', words: 'esxcli network ip interface list', from: '5.0' },
  { need: 'netstacks', words: 'esxcli network ip netstack list', from: '5.5' },
  { need: 'netstacks', words: 'esxcli network ip interface ipv4 get --netstack=', from: '5.5', each: 'netstack' },
  { need: 'routes', words: 'esxcli network ip route ipv4 list', from: '5.1', instead: 'esxcfg-route -l' },
  { need: 'routes', words: 'esxcfg-route -l', before: '5.1' },
  { need: 'routes', words: 'esxcli network ip route ipv4 list --netstack=', from: '5.5', each: 'netstack' },
  { need: 'tags', words: 'esxcli network ip interface tag get -i', from: '5.1', each: 'vmknic' },
  { need: 'tags', words: 'grep -i ManagementIface /etc/vmware/esx.conf', from: '5.0', before: '5.1' },
  { need: 'tags', words: 'grep -i Migrate/Vmknic /etc/vmware/esx.conf', from: '5.0', before: '5.1' },
  { need: 'tags', words: 'grep -i FT/Vmknic /etc/vmware/esx.conf', from: '5.0', before: '5.1' },
  { need: 'neighbors', words: 'esxcli network ip neighbor list', from: '5.0', instead: 'esxcfg-route -n' },
  { need: 'neighbors', words: 'esxcfg-route -n', from: '4.0', before: '5.0' },
  { need: 'console', words: 'esxcfg-vswif -l', console: true },
  { need: 'console', words: 'route -n', console: true },
  { need: 'vswitches', words: 'esxcli network vswitch standard list', from: '5.0', instead: 'esxcfg-vswitch -l' },
  { need: 'vswitches', words: 'esxcli network vswitch dvs vmware list', from: '5.0', instead: 'esxcfg-vswitch -l' },
  {
    need: 'portgroups',
    words: 'esxcli network vswitch standard portgroup list',
    from: '5.0',
    instead: 'esxcfg-vswitch -l',
  },
  { need: 'vswitches', words: 'esxcfg-vswitch -l', before: '5.0' },
  { need: 'portgroups', words: 'esxcfg-vswitch -l', before: '5.0' },
  { need: 'uplinks', words: 'esxcli network nic list', from: '5.0', instead: 'esxcfg-nics -l' },
  { need: 'uplinks', words: 'esxcfg-nics -l', before: '5.0' },
  { need: 'policies', words: 'esxcli network vswitch standard policy failover get -v', from: '5.0', each: 'vswitch' },
  {
    need: 'policies',
    words: 'esxcli network vswitch standard portgroup policy failover get -p',
    from: '5.0',
    each: 'portgroup',
  },
  {
    need: 'policies',
    words: 'esxcli network vswitch standard portgroup policy security get -p',
    from: '5.0',
    each: 'portgroup',
  },
  { need: 'hints', words: 'vim-cmd hostsvc/net/query_networkhint', from: '5.0' },
  { need: 'iscsi', words: 'esxcli iscsi networkportal list', from: '5.0' },
  { need: 'iscsi', words: 'esxcli iscsi adapter list', from: '5.0' },
  { need: 'iscsi', words: 'esxcli iscsi physicalnetworkportal list', from: '5.0' },
  { need: 'nfs', words: 'esxcli storage nfs list', from: '5.0', instead: 'esxcfg-nas -l' },
  { need: 'nfs', words: 'esxcli storage nfs41 list', from: '6.0' },
  { need: 'nfs', words: 'esxcfg-nas -l', before: '5.0' },
  { need: 'vsan', words: 'esxcli vsan network list', from: '5.5' },
  { need: 'dns', words: 'esxcli network ip dns server list', from: '5.0' },
  { need: 'connections', words: 'esxcli network ip connection list', from: '5.0' },
  { need: 'ntp', words: 'esxcli system ntp get', from: '7.0', instead: 'cat /etc/ntp.conf' },
  { need: 'ntp', words: 'esxcli system ntp config get', from: '7.0', instead: 'cat /etc/ntp.conf' },
  { need: 'ntp', words: 'cat /etc/ntp.conf', before: '7.0' },
  { need: 'ntp', words: 'ntpq -pn', from: '5.0' },
  { need: 'ntp', words: 'ntpq -pn', console: true },
  { need: 'ntp', words: 'chkconfig --list ntpd', before: '7.0' },
  { need: 'ntp', words: '/etc/init.d/ntpd status', from: '5.0', before: '7.0' },
  // The clock that runs away is a fault of 7.0 and 8.0 (KB 312016).
  { need: 'ntp', words: CLOCK_DATA, from: '7.0' },
  { need: 'firewall', words: 'esxcli network firewall get', from: '5.0' },
  { need: 'firewall', words: 'esxcli network firewall ruleset list --ruleset-id=ntpClient', from: '5.0' },
  { need: 'firewall', words: 'esxcli network firewall ruleset allowedip list --ruleset-id=ntpClient', from: '5.0' },
  { need: 'clock', words: 'date -u' },
  { need: 'session', words: SESSION },
  { need: 'access', words: 'esxcli system settings advanced list -o /UserVars/ESXiShellTimeOut', from: '5.0' },
  {
    need: 'access',
    words: 'esxcli system settings advanced list -o /UserVars/ESXiShellInteractiveTimeOut',
    from: '5.1',
  },
  { need: 'access', words: 'vim-cmd -U dcui vimsvc/auth/lockdown_is_enabled', from: '5.0' },
  // Patches brought it to 5.x, and which of them did is not known.
  { need: 'sharing', words: 'esxcli system settings advanced list -o /Mem/ShareForceSalting', from: '6.0' },
  { need: 'image', words: 'esxcli software profile get', from: '5.0' },
];

/** One command of the list above. Only this file makes one, so nothing else can be run to read a host. */
class ListedQuery {
  readonly #words: Words;
  /** What to run where it fails or hangs. */
  readonly instead: Query | null;

  constructor(words: Words, instead: Query | null = null) {
    this.#words = words;
    this.instead = instead;
  }

  get words(): Words {
    return this.#words;
  }

  /** As it is typed: what people are told, and what tells queries apart. */
  get text(): string {
    return this.#words.join(' ');
  }
}

/** A command to run; whoever holds one got it from here. */
export type Query = ListedQuery;

const listed = (words: string) => new ListedQuery(words.split(' '));

/** The first thing asked of every host; the rest depends on what it says. */
export const VERSION_QUERY: Query = listed('vmware -v');
/** The host's own time, with the zone named. */
export const CLOCK_QUERY: Query = listed('date -u');
/** What shows that esxcli, and with it hostd, answers. */
export const ESXCLI_QUERY: Query = listed('esxcli network ip interface ipv4 get');

/** What `vmware -v` said, or nothing where it could not be read. */
export interface Release {
  readonly product: 'ESX' | 'ESXi';
  readonly version: string;
}

/** Reads `VMware ESXi 7.0.3 build-20328353` and the older `VMware ESX Server 3.5.0 …`. */
export function readRelease(text: string): Release | undefined {
  const [, product, version] = /VMware (ESXi?)(?: Server)? (\d{1,2}\.\d{1,2}\.\d{1,2})\b/.exec(text) ?? [];
  return product === undefined ? undefined : { product: product as Release['product'], version: version! };
}

/** Classic ESX has a Service Console; from 9.0 on ESXi calls itself ESX again, without one. */
export function hasConsole(release: Release | undefined): boolean {
  return release?.product === 'ESX' && compareVersions(readVersion(release.version)!, [5, 0]) < 0;
}

/** The queries for these needs that depend on nothing but the version; without one, those that every version has. */
export function firstQueries(needs: readonly Need[], release: Release | undefined): Query[] {
  return distinct(
    entriesFor(needs, release)
      .filter(({ each }) => each === undefined)
      .map((entry) => queryOf(entry)),
  );
}

/** No host has more; what claims so is not asked for each. */
const MOST = { vmknic: 256, netstack: 32, vswitch: 32 };

/** Port groups whose policies are asked for, those for NLB first: each costs two calls, and a host may have hundreds. */
const MOST_PORTGROUPS = 12;

/** Names that a shell takes as they stand; of others the answers say which command to paste. */
const PLAIN_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.:@+-]*$/;

const NAMED = { vmknic: 'vmknics', netstack: 'netstacks', vswitch: 'vswitches', portgroup: 'portgroups' } as const;

/** What answers name: the things that some queries are asked for once each. */
export interface Found {
  readonly vmknics: readonly string[];
  /** Without the default stack, which needs no name. */
  readonly netstacks: readonly string[];
  readonly vswitches: readonly string[];
  readonly portgroups: readonly string[];
  /** How many names were left out, being too many or none that belong into a command. */
  readonly leftOut: number;
}

/** Looks for names in the listings that own them, so that no other output can name an adapter or a stack. */
export function findNames(answers: readonly { readonly query: Query; readonly stdout: string }[]): Found {
  const said = (owner: RegExp, name: RegExp) => {
    const all = answers
      .filter(({ query }) => owner.test(query.text))
      .flatMap(({ stdout }) => [...stdout.matchAll(name)]);
    return [...new Set(all.map(([, found]) => found!))];
  };
  const vmknics = said(/^esxcfg-vmknic -l$|^(?:esxcli|localcli) network ip interface /, /^ *(vmk\d{1,4})\b/gm);
  const keys = said(/^(?:esxcli|localcli) network ip netstack list$/, /^[ \t]+Key: (.*\S)/gm);
  const stacks = keys.filter(isNetstackKey).filter((key) => key !== DEFAULT_STACK);
  const vswitches = said(/^(?:esxcli|localcli) network vswitch standard list$/, /^ {3}Name: (.*\S)/gm);
  const groups = said(/^(?:esxcli|localcli) network vswitch standard portgroup list$/, /^(\S+) {2,}\S.* \d+ +\d+ *$/gm);
  const found = {
    vmknics: vmknics.slice(0, MOST.vmknic),
    netstacks: stacks.slice(0, MOST.netstack),
    vswitches: vswitches.filter((name) => PLAIN_NAME.test(name)).slice(0, MOST.vswitch),
    portgroups: groups
      .filter((name) => PLAIN_NAME.test(name))
      .toSorted((a, b) => Number(/nlb/i.test(b)) - Number(/nlb/i.test(a)))
      .slice(0, MOST_PORTGROUPS),
  };
  const own = keys.filter((key) => key === DEFAULT_STACK).length;
  const leftOut = vmknics.length + keys.length - own - found.vmknics.length - found.netstacks.length;
  return { ...found, leftOut };
}

/** The queries that are asked once for each adapter or stack found. */
export function eachQueries(needs: readonly Need[], release: Release | undefined, found: Found): Query[] {
  return entriesFor(needs, release).flatMap((entry) => {
    if (entry.each === undefined) return [];
    return found[NAMED[entry.each]].map((name) => queryOf(entry, name));
  });
}

/** Needs that this version has no command for. */
export function unanswerable(needs: readonly Need[], release: Release | undefined): Need[] {
  const console = hasConsole(release);
  return needs.filter(
    (need) => (need !== 'console' || console) && !entriesFor(needs, release).some((entry) => entry.need === need),
  );
}

/** What each stack's table needs is asked with the stacks, so that a verb need not know of both. */
function entriesFor(needs: readonly Need[], release: Release | undefined): Entry[] {
  const wanted = new Set<Need>(needs);
  if (wanted.has('routes')) wanted.add('netstacks');
  if (wanted.has('tags')) wanted.add('vmknics');
  if (wanted.has('policies')) for (const need of ['vswitches', 'portgroups'] as const) wanted.add(need);
  return ENTRIES.filter((entry) => wanted.has(entry.need) && exists(entry, release));
}

/** Everything that a need may ask, each with the first version that has it. */
export function queriesOf(need: Need): { readonly query: Query; readonly from: string | undefined }[] {
  return ENTRIES.filter((entry) => entry.need === need).map((entry) => ({ query: queryOf(entry), from: entry.from }));
}

/** Whether this version has a command that came with `from`; undefined where the version is not known. */
export function hasSince(from: string | undefined, release: Release | undefined): boolean | undefined {
  if (from === undefined) return true;
  return release && compareVersions(readVersion(release.version)!, readVersion(from)!) >= 0;
}

/** The first version that has a command of the list. */
export function sinceOf({ text }: Query): string | undefined {
  return ENTRIES.find(({ words }) => words === text)?.from;
}

function exists({ from, before, console }: Entry, release: Release | undefined): boolean {
  if (console) return hasConsole(release);
  if (release === undefined) return from === undefined;
  const version = readVersion(release.version)!;
  return (
    (from === undefined || compareVersions(version, readVersion(from)!) >= 0) &&
    (before === undefined || compareVersions(version, readVersion(before)!) < 0)
  );
}

/** `name` is joined to an option that ends in `=`. */
function queryOf({ words, instead }: Entry, name = ''): Query {
  const text = words.endsWith('=') || name === '' ? `${words}${name}` : `${words} ${name}`;
  const other = instead ?? (text.startsWith('esxcli ') ? text.replace('esxcli', 'localcli') : null);
  return new ListedQuery(text.split(' '), other === null ? null : listed(other));
}

function distinct(queries: readonly Query[]): Query[] {
  return [...new Map(queries.map((query) => [query.text, query])).values()];
}
