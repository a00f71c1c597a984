import type { Evidence } from '../../evidence.ts';
import type { Netstack, Route, Vmknic } from '../host-state.ts';
import type { Entry, Sections } from './merge.ts';

/**
 * Every stack that is named anywhere, with its gateway where a default entry or the bare `esxcfg-route` shows it. Known to
 * be none only where the whole table was read: `listed` names those.
 */
export function netstacks(
  sections: Sections,
  listed: ReadonlySet<string>,
  vmknics: readonly Vmknic[],
  routes: readonly Route[] | undefined,
): Netstack[] {
  const named = sections.get('netstacks') ?? new Map<string, Entry>();
  const keys = new Set([
    ...named.keys(),
    ...vmknics.map(({ netstack }) => netstack),
    ...(routes ?? []).map(({ netstack }) => netstack),
  ]);
  return [...keys].map((key) => {
    const own = routes?.filter(({ netstack }) => netstack === key) ?? [];
    const fallback = own.find(({ network }) => network === '0.0.0.0/0');
    const said = named.get(key);
    const printed =
      said !== undefined && 'gateway' in said.values
        ? said.values.gateway
        : listed.has(`routes ${key}`)
          ? null
          : undefined;
    const gateway = fallback === undefined ? printed : fallback.gateway;
    const evidence: Record<string, Evidence> = {
      ...said?.evidence,
      ...(fallback?.evidence.gateway ? { gateway: fallback.evidence.gateway } : {}),
    };
    return { key, ...(gateway === undefined ? {} : { gateway: gateway as string | null }), evidence };
  });
}
