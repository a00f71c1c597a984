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
 * nobody is an outlier whose bound reaches near. Where as many agree on one time as on another, who has either of them is not wrong.
 */
export function agreementOf(measured: readonly Measured[]): Agreement | null {
  const all = [OURS, ...measured.map(({ skew }) => skew)].map((skew) => wider(spanOf(skew)));
  const { agreeing, spans } = mostCovered(all);
  if (agreeing * 2 <= all.length) return null;
  const far = (skew: Skew) => {
    const apartMs = Math.min(...spans.map((span) => apart(skew, span)));
    return apartMs > STEP_MS ? apartMs : 0;
  };
  const outliers = measured.map((each) => ({ ...each, apartMs: far(each.skew) })).filter(({ apartMs }) => apartMs > 0);
  return { ...hull(spans), agreeing, clocks: all.length, outliers, oursApartMs: far(OURS) };
}

const wider = ({ low, high }: Span): Span => ({ low: low - STEP_MS / 2, high: high + STEP_MS / 2 });

const hull = (spans: readonly Span[]): Span => ({
  low: Math.min(...spans.map(({ low }) => low)),
  high: Math.max(...spans.map(({ high }) => high)),
});

/** The stretches that lie in most of these; each begins where one of these does. */
function mostCovered(spans: readonly Span[]): { readonly agreeing: number; readonly spans: readonly Span[] } {
  const stretches = spans.map(({ low }) => {
    const around = spans.filter((each) => each.low <= low && low <= each.high);
    return { low, high: Math.min(...around.map(({ high }) => high)), agreeing: around.length };
  });
  const agreeing = Math.max(...stretches.map((each) => each.agreeing));
  return { agreeing, spans: stretches.filter((each) => each.agreeing === agreeing) };
}
