import { STEP_MS } from './limits.ts';
import { apart, type Skew, type Span, spanOf } from './skew.ts';

/** A clock measured against ours. */
export interface Measured {
  readonly host: string | number;
  readonly skew: Skew;
}

/** A clock that certainly shows another time than those that agree, and by how much at least. */
export interface Outlier extends Measured {
  readonly apartMs: number;
}

/** What most clocks agree on, as a stretch of what they are ahead of ours, and who does not. */
export interface Agreement extends Span {
  /** How many agree, of how many; our own is one of them. */
  readonly agreeing: number;
  readonly clocks: number;
  readonly outliers: readonly Outlier[];
  /** How far our own clock is off at least, where it is the one that differs. */
  readonly oursApartMs: number;
}

const OURS: Skew = { skewMs: 0, boundMs: 0 };

/**
 * The time that more than half of all clocks can have at once (as NTP's own intersection finds it), ours among them; null where there
 * is none, for then nobody can be called wrong. Those that differ by no more than ntpd corrects smoothly count as agreeing, and
 * nobody is an outlier whose bound reaches near.
 */
export function agreementOf(measured: readonly Measured[]): Agreement | null {
  const all = [OURS, ...measured.map(({ skew }) => skew)].map((skew) => wider(spanOf(skew)));
  const { agreeing, span } = mostCovered(all);
  if (agreeing * 2 <= all.length) return null;
  const far = (skew: Skew) => (apart(skew, span) > STEP_MS ? apart(skew, span) : 0);
  const outliers = measured.map((each) => ({ ...each, apartMs: far(each.skew) })).filter(({ apartMs }) => apartMs > 0);
  return { ...span, agreeing, clocks: all.length, outliers, oursApartMs: far(OURS) };
}

const wider = ({ low, high }: Span): Span => ({ low: low - STEP_MS / 2, high: high + STEP_MS / 2 });

/** The stretch that lies in most of these. */
function mostCovered(spans: readonly Span[]): { readonly agreeing: number; readonly span: Span } {
  const lows = spans.map(({ low }) => ({
    low,
    agreeing: spans.filter((each) => each.low <= low && low <= each.high).length,
  }));
  const best = lows.toSorted((a, b) => b.agreeing - a.agreeing)[0]!;
  const high = Math.min(
    ...spans.filter((each) => each.low <= best.low && best.low <= each.high).map((each) => each.high),
  );
  return { agreeing: best.agreeing, span: { low: best.low, high } };
}
