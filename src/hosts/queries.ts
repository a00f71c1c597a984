import type { Need } from '../core/esxi/needs.ts';
import { compareVersions, readVersion } from '../core/esxi/version.ts';
import type { Words } from './batch.ts';

/** One read-only command: which need it serves, on which versions, and what else tells the same where it fails. */
interface Entry {
  readonly need: Need;
  readonly words: string;
  readonly from?: string;
  /** The first version that has it no more. */
  readonly before?: string;
  readonly console?: true;
  /** Asked once for each of these, which an earlier output names. */
  readonly each?: 'vmknic' | 'netstack';
  /** What hostd is not needed for; else `localcli` with the same words. */
  readonly instead?: string;
}

/** Every command that is ever run to read a host. Nothing else is: there is no function that takes another. */
const ENTRIES: readonly Entry[] = [
  { need: 'vmknics', words: 'esxcfg-vmknic -l' },
  { need: 'vmknics', words: 'esxcli network ip interface ipv4 get', from: '5.0' },
  { need: 'interfaces', words: 'esxcli network ip interface list', from: '5.0' },
  { need: 'netstacks', words: 'esxcli network ip netstack list', from: '5.5' },
  { need: 'netstacks', words: 'esxcli network ip interface ipv4 get -N', from: '5.5', each: 'netstack' },
  { need: 'routes', words: 'esxcli network ip route ipv4 list', from: '5.1', instead: 'esxcfg-route -l' },
  { need: 'routes', words: 'esxcfg-route -l', before: '5.1' },
  { need: 'routes', words: 'esxcli network ip route ipv4 list -N', from: '5.5', each: 'netstack' },
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
  { need: 'iscsi', words: 'esxcli iscsi networkportal list', from: '5.0' },
  { need: 'nfs', words: 'esxcli storage nfs list', from: '5.0', instead: 'esxcfg-nas -l' },
  { need: 'nfs', words: 'esxcli storage nfs41 list', from: '6.0' },
  { need: 'nfs', words: 'esxcfg-nas -l', before: '5.0' },
  { need: 'vsan', words: 'esxcli vsan network list', from: '5.5' },
  { need: 'dns', words: 'esxcli network ip dns server list', from: '5.0' },
  { need: 'connections', words: 'esxcli network ip connection list', from: '5.0' },
  { need: 'ntp', words: 'esxcli system ntp get', from: '7.0', instead: 'cat /etc/ntp.conf' },
  { need: 'ntp', words: 'cat /etc/ntp.conf', before: '7.0' },
  { need: 'ntp', words: 'ntpq -pn', from: '5.0' },
  { need: 'ntp', words: 'ntpq -pn', console: true },
  { need: 'firewall', words: 'esxcli network firewall ruleset list --ruleset-id=ntpClient', from: '5.0' },
  { need: 'firewall', words: 'esxcli network firewall ruleset allowedip list --ruleset-id=ntpClient', from: '5.0' },
  { need: 'clock', words: 'date -u' },
  { need: 'access', words: 'esxcli system settings advanced list -o /UserVars/ESXiShellTimeOut', from: '5.0' },
  {
    need: 'access',
    words: 'esxcli system settings advanced list -o /UserVars/ESXiShellInteractiveTimeOut',
    from: '5.1',
  },
  { need: 'access', words: 'vim-cmd -U dcui vimsvc/auth/lockdown_is_enabled', from: '5.0' },
];

/** The first thing asked of every host; the rest depends on what it says. */
export const VERSION_QUERY: Words = ['vmware', '-v'];

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

/** A command to run, and what to run where it fails or hangs. */
export interface Query {
  readonly words: Words;
  readonly instead?: Words;
}

/** The queries for these needs that depend on nothing but the version; without one, those that every version has. */
export function firstQueries(needs: readonly Need[], release: Release | undefined): Query[] {
  return distinct(
    entriesFor(needs, release)
      .filter(({ each }) => each === undefined)
      .map((entry) => queryOf(entry, [])),
  );
}

/** The queries that are asked once for each adapter or stack found. */
export function eachQueries(
  needs: readonly Need[],
  release: Release | undefined,
  found: { readonly vmknics: readonly string[]; readonly netstacks: readonly string[] },
): Query[] {
  const stacks = found.netstacks.filter((key) => key !== 'defaultTcpipStack');
  return entriesFor(needs, release).flatMap((entry) => {
    if (entry.each === undefined) return [];
    return (entry.each === 'vmknic' ? found.vmknics : stacks).map((name) => queryOf(entry, [name]));
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
  return ENTRIES.filter((entry) => wanted.has(entry.need) && exists(entry, release));
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

function queryOf({ words, instead }: Entry, more: Words): Query {
  const all = [...words.split(' '), ...more];
  if (instead !== undefined) return { words: all, instead: instead.split(' ') };
  return all[0] === 'esxcli' ? { words: all, instead: ['localcli', ...all.slice(1)] } : { words: all };
}

function distinct(queries: readonly Query[]): Query[] {
  return [...new Map(queries.map((query) => [query.words.join(' '), query])).values()];
}
