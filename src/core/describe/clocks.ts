import type { Chart } from '../chart.ts';
import type { Evidence } from '../evidence.ts';
import type { Block, Section } from '../reply.ts';
import type { Agreement, Measured } from '../time/agreement.ts';
import { between, type Skew, spanOf } from '../time/skew.ts';
import { skewText, spanText } from '../time/words.ts';
import { hostTitle } from './join.ts';
import { type Quoted, section, text } from './sections.ts';
import { count, list } from './words.ts';

/** One host's clock beside ours. */
export function clockSection(skew: Skew | undefined, readings: readonly Evidence[], quoted: Quoted): Section[] {
  if (skew === undefined) return [];
  const said = `The clock of the host is ${skewText(skew)} the clock of the machine that the bot runs on.`;
  return section("The clock beside the bot's", text({ text: said, evidence: quoted(readings) }));
}

/** Several clocks: what they agree on in words, each with its bound, and all of them in a picture. */
export function clocksSection(measured: readonly Measured[], agreed: Agreement | null): Section[] {
  if (measured.length === 0) return [];
  return section(
    'Clocks beside each other',
    text({ text: agreement(agreed) }, ...furthest(measured)),
    table(measured, agreed),
    {
      kind: 'chart',
      chart: chartOf(measured),
    },
  );
}

/** Who certainly shows another time than most, in one sentence; null: nobody. */
export function outliersText(agreed: Agreement | null): string | null {
  if (agreed === null || (agreed.outliers.length === 0 && agreed.oursApartMs === 0)) return null;
  const named = agreed.outliers.map(({ host, apartMs }) => `${hostTitle(host)} by at least ${spanText(apartMs)}`);
  const ours = agreed.oursApartMs > 0 ? [`the bot's machine by at least ${spanText(agreed.oursApartMs)}`] : [];
  const [few, more] = [[...named, ...ours].slice(0, 3), named.length + ours.length - 3];
  return `Off from the time that the others agree on: ${list(few)}${more > 0 ? ` and ${more} more` : ''}.`;
}

function agreement(agreed: Agreement | null): string {
  if (agreed === null) {
    return "The clocks, the bot's among them, do not agree: no time is that of more than half of them, so none is called wrong.";
  }
  const { agreeing, clocks } = agreed;
  const all = `${agreeing} of ${count(clocks, 'clock')}, the bot's among them, can show the same time.`;
  return [all, outliersText(agreed) ?? 'None certainly shows another.'].join(' ');
}

function furthest(measured: readonly Measured[]): { text: string }[] {
  const order = measured.toSorted((a, b) => a.skew.skewMs - b.skew.skewMs);
  const [first, last] = [order[0]!, order.at(-1)!];
  if (first === last) return [];
  const most = between(last.skew, first.skew);
  return [{ text: `Furthest apart: ${hostTitle(last.host)} is ${skewText(most)} ${hostTitle(first.host)}.` }];
}

function table(measured: readonly Measured[], agreed: Agreement | null): Block {
  const off = new Map(agreed?.outliers.map(({ host, apartMs }) => [host, `at least ${spanText(apartMs)}`]));
  return {
    kind: 'table',
    header: ['host', 'ahead of the bot', 'bound', 'off from most'],
    rows: measured.map(({ host, skew }) => [
      hostTitle(host),
      `${skew.skewMs < 0 ? '-' : ''}${spanText(skew.skewMs)}`,
      `± ${spanText(skew.boundMs)}`,
      off.get(host) ?? (agreed === null ? '?' : '-'),
    ]),
  };
}

function chartOf(measured: readonly Measured[]): Chart {
  const rows = measured.map(({ host, skew }) => ({ label: hostTitle(host), ...spanOf(skew) }));
  const [least, most] = [Math.min(0, ...rows.map(({ low }) => low)), Math.max(0, ...rows.map(({ high }) => high))];
  const end = (at: number, word: string) => ({ at, label: at === 0 ? "the bot's time" : `${spanText(at)} ${word}` });
  return { rows, least: end(least, 'behind'), most: end(most, 'ahead') };
}
