import type { HostState } from '../esxi/host-state.ts';
import type { Comparison, Purpose, PurposeAnswer, Verdict } from './comparison.ts';
import { differencesOf } from './differences.ts';
import { type Met, management, storage, vmotion } from './purposes.ts';
import { type Findings, gravest, partiesOf, toldOf } from './sides.ts';

const TITLES: Readonly<Record<Purpose, string>> = {
  vmotion: 'vMotion',
  storage: 'storage',
  management: 'management',
};

/** Whether two hosts can reach each other for vMotion, storage and management, and what differs between them. */
export function compare(a: HostState, b: HostState): Comparison {
  const [first, second] = partiesOf(a, b);
  const met: Readonly<Record<Purpose, Met>> = {
    vmotion: vmotion(first, second),
    storage: storage(first, second),
    management: management(first, second),
  };
  const pairs = Object.values(met).flatMap(({ pair }) => (pair === undefined ? [] : [pair]));
  return {
    schema: 'vmkbot/comparison/1',
    hosts: [{ name: a.host.name ?? null }, { name: b.host.name ?? null }],
    purposes: (Object.keys(met) as Purpose[]).map((purpose) => answer(purpose, met[purpose].findings)),
    differences: differencesOf(first, second, pairs),
  };
}

function answer(purpose: Purpose, { steps, missing }: Findings): PurposeAnswer {
  const deciding = gravest(steps);
  const verdict = deciding?.verdict ?? 'cannot-tell';
  return { purpose, verdict, why: whyOf(verdict, purpose, deciding?.text), steps: steps.map(toldOf), missing };
}

const SAID: Readonly<Record<Exclude<Verdict, 'yes'>, (title: string) => string>> = {
  no: (title) => `For ${title} they do not reach each other.`,
  risk: (title) => `For ${title} there is a risk.`,
  'cannot-tell': (title) => `For ${title} what was read does not tell.`,
};

/** The verdict and what decides it; what lies between the hosts is not in their output, so a yes says so. */
function whyOf(verdict: Verdict, purpose: Purpose, deciding: string | undefined): string {
  if (verdict === 'yes') {
    return `As far as the two hosts show, ${TITLES[purpose]} works between them; the network between them was not seen.`;
  }
  return `${SAID[verdict](TITLES[purpose])}${deciding === undefined ? '' : ` ${deciding}`}`;
}
