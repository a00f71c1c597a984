/** Stretches beside each other on one scale, as lines of plain characters: what proves itself in words is seen at a glance here. */
export interface Chart {
  readonly rows: readonly { readonly label: string; readonly low: number; readonly high: number }[];
  /** What the ends of the scale are called; 0 lies on it and is drawn as a line. */
  readonly least: { readonly at: number; readonly label: string };
  readonly most: { readonly at: number; readonly label: string };
}

const MOST_LABEL = 24;
const LEAST_WIDTH = 20;

/** One line a row below one of the scale, none wider than `width`. `|` is 0, `o` the middle of a stretch, `=` what it spans. */
export function chartLines({ rows, least, most }: Chart, width: number): string[] {
  const labels = rows.map(({ label }) => (label.length > MOST_LABEL ? `${label.slice(0, MOST_LABEL - 1)}~` : label));
  const lead = Math.max(0, ...labels.map((label) => label.length)) + 2;
  const room = Math.max(LEAST_WIDTH, width - lead);
  const reach = most.at - least.at || 1;
  const place = (at: number) => Math.round(((at - least.at) / reach) * (room - 1));
  const scale = `${least.label}${most.label.padStart(Math.max(most.label.length + 1, room - least.label.length))}`;
  const drawn = rows.map(({ low, high }, i) => {
    const [from, to, middle] = [place(low), place(high), place((low + high) / 2)];
    const sign = (at: number): string => (at === place(0) ? '|' : at >= from && at <= to ? '=' : ' ');
    const signs = Array.from({ length: room }, (_, at) => sign(at));
    signs[middle] = 'o';
    return `${labels[i]!.padEnd(lead)}${signs.join('').trimEnd()}`;
  });
  return [`${' '.repeat(lead)}${scale}`, ...drawn];
}
