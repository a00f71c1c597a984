import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { rule } from './rule.ts';

/** As firmware and drivers word it; none of them is established, so any wording counts. */
const ASKED =
  /power[- ]?cycl(?:e|ing)\b.{0,40}\b(?:required|needed|necessary)|\b(?:requires?|needs?|perform|do)\b.{0,30}\bpower[- ]?cycle/i;
/** Whether a machine's name is one of a blade in an HP BladeSystem enclosure, which has an Onboard Administrator. */
export function isBlade(product: string): boolean {
  return /\bBL\d{2,3}[a-z]?\b/i.test(product);
}

/** A driver or the firmware asks in the log for a power cycle, which a restart is not. */
export const powerCycleAsked = rule({
  id: 'power-cycle-asked',
  title: 'The hardware asks for a power cycle',
  severity: 'error',
  certainty: 'reported',
  sources: ['S004'],
  needs: [],
  also: ['logs', 'uplinks', 'platform'],

  check({ logs = [], uplinks, platform }) {
    const asked = logs.filter(({ text }) => ASKED.test(text));
    if (asked.length === 0) return [];
    const last = asked.at(-1)!;
    const nics = [...new Set(asked.flatMap(({ text }) => text.match(/\bvmnic\d+\b/g) ?? []))];
    const working = uplinks?.filter(({ link }) => link === 'up').map(({ name }) => name) ?? null;
    const product = platform?.product ?? null;
    const facts = {
      times: asked.length,
      nics,
      working,
      product,
      blade: product === null ? null : isBlade(product),
    };
    const evidence = [
      ...asked.slice(-3).map((line) => line.evidence),
      ...(platform === undefined ? [] : shown(platform, 'product')),
      ...(uplinks ?? []).flatMap((uplink) => shown(uplink, 'link')),
    ];
    const isOfNics = nics.length > 0 || working?.length === 0 || /\b(?:nic|network|adapter)\b/i.test(last.text);
    return [{ facts, evidence, ...(isOfNics ? {} : { severity: 'risk' as const }) }];
  },

  explain: ({ nics, working, product, blade }) => ({
    problem: `The log asks for a power cycle${nics.length > 0 ? ` because of ${list(nics)}` : ''}${working === null ? '' : working.length === 0 ? ', and no network port has link' : `; ${list(working)} ${working.length === 1 ? 'has' : 'have'} link`}.`,
    why: `Restarting the system does not cut the power, and ${blade === false ? 'a server that is switched off has standby power still' : 'a blade that is switched off stays powered by its enclosure: in one case neither helped'}.`,
    todo: WAYS[String(blade) as keyof typeof WAYS].replace('PRODUCT', product ?? 'it'),
  }),
});

const WAYS = {
  true: 'PRODUCT is a blade: evacuate it, then at the Onboard Administrator `show server list`, read the bay number twice, and `reset server BAY` cuts the power of that bay.',
  false:
    'PRODUCT is no blade of an HP BladeSystem, so there is no e-fuse to reset: evacuate it, and cut its power where it comes in, at the cords of a rack server or at the enclosure of another blade.',
  null: 'Find out whether it is a blade (`esxcli hardware platform get`). If so, evacuate it and cut the power of its bay at the Onboard Administrator; else switch it off and cut its power where it comes in.',
} as const;
