import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { rule } from './rule.ts';

/** The wording that was reported. */
const REPORTED = /\bpower cycle required\b(?!\s*[:=?])/i;
/** Guesses at how other firmware and drivers word it; what is told of the past or as a question asks for nothing. */
const GUESSED = [
  /\bpower[- ]?cycl(?:e|ing)\b[\w ]{0,30}\b(?:required|needed|necessary)\b(?!\s*[:=?])/i,
  /\b(?:requires|needs) (?:a |the |to be )?(?:full |complete )?power[- ]?cycl(?:e|ed|ing)\b/i,
  /\b(?:must|please) (?:be |do |perform )?(?:a )?(?:full |complete )?power[- ]?cycled?\b/i,
];
/** Words that may turn a sentence into its opposite or tie it to a condition: then nothing is advised that cuts the power. */
const DENIED =
  /\b(?:not|no|none|nothing|never|nor|neither|cannot|without|avoid|hardly|was|were|if|unless|until|whether)\b|n['’]t\b/i;
/** Who cuts the power of what writes its firmware may lose it. */
const BUSY = /\bin progress\b|\bflash|\bupdat(?:e|ing)\b|\bupgrad(?:e|ing)\b|\bwhile\b|\bduring\b/i;

/** Whether a line of a log asks for a power cycle, and how sure that is; null where it does not. */
function asks(text: string): 'reported' | 'inferred' | null {
  if (BUSY.test(text)) return null;
  const sentences = text.split(/[.;!]\s/).filter((each) => !DENIED.test(each));
  if (sentences.some((each) => REPORTED.test(each))) return 'reported';
  return sentences.some((each) => GUESSED.some((wording) => wording.test(each))) ? 'inferred' : null;
}

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
    const asked = logs.filter(({ text }) => asks(text) !== null);
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
    const certainty = asked.some(({ text }) => asks(text) === 'reported') ? 'reported' : 'inferred';
    return [{ facts, evidence, certainty, ...(isOfNics ? {} : { severity: 'risk' as const }) }];
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
    'PRODUCT is no blade of an HP BladeSystem by its name: evacuate it, and cut its power where it comes in, at the cords of a rack server or at the enclosure of another blade.',
  null: 'Find out whether it is a blade of an HP BladeSystem (`esxcli hardware platform get`). If so, evacuate it and cut the power of its bay at the Onboard Administrator; else switch it off and cut its power where it comes in.',
} as const;
