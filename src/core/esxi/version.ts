import type { HostState } from './host-state.ts';

/** The numbers of a version, `7.0.3` as [7, 0, 3]. */
export type EsxiVersion = readonly number[];

/** The numbers of `7.0.3`, `6.5` or `4`, or null where the text is not a version. */
export function readVersion(text: string): EsxiVersion | null {
  return /^\d{1,2}(?:\.\d{1,4}){0,3}$/.test(text) ? text.split('.').map(Number) : null;
}

/** Below zero where `a` is the older; numbers that are not written count as zero. */
export function compareVersions(a: EsxiVersion, b: EsxiVersion): number {
  for (let i = 0; i < a.length || i < b.length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The host's version, or undefined where the output does not show it. It is never assumed. */
export function versionOf({ host }: Pick<HostState, 'host'>): EsxiVersion | undefined {
  return host.version === undefined ? undefined : (readVersion(host.version) ?? undefined);
}

/** Whether the host runs this version or a newer one; undefined where its version is not known. */
export function atLeast(state: Pick<HostState, 'host'>, version: string): boolean | undefined {
  const own = versionOf(state);
  return own === undefined ? undefined : compareVersions(own, readVersion(version)!) >= 0;
}

/** Whether a version lies in an inclusive range; a range to `6.7` holds 6.7.3. */
export function within(version: EsxiVersion, { from, to }: { readonly from: string; readonly to?: string }): boolean {
  if (compareVersions(version, readVersion(from)!) < 0) return false;
  if (to === undefined) return true;
  const last = readVersion(to)!;
  return compareVersions(version.slice(0, last.length), last) <= 0;
}

/**
 * Whether this is classic ESX, whose management runs in a Service Console; undefined where the output does not tell.
 * The name alone does not: from 9.0 on ESXi calls itself ESX again.
 */
export function isClassic(state: Pick<HostState, 'host' | 'serviceConsole'>): boolean | undefined {
  if (state.host.classic || state.serviceConsole !== undefined) return true;
  if (state.host.product === 'ESXi' || atLeast(state, '5.0')) return false;
  return state.host.product === 'ESX' && state.host.version !== undefined ? true : undefined;
}

/** True where the host is known to be older than the version, or classic ESX; false where that is not known. */
export function olderThan(state: Pick<HostState, 'host' | 'serviceConsole'>, version: string): boolean {
  return atLeast(state, version) === false || isClassic(state) === true;
}
