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

/** Everything against everything, one sign for each two: what is a block of its own is seen before it is read. */
export interface Matrix {
  /** One character a column, in the order of the rows. */
  readonly heads: string;
  /** One sign a column. */
  readonly rows: readonly { readonly label: string; readonly signs: string }[];
  /** What is left out, or null. */
  readonly rest: string | null;
}

/** A line of heads, then a line a row; labels give way to signs, so that nothing is wider than `width`. */
export function matrixLines({ heads, rows, rest }: Matrix, width: number): string[] {
  const most = Math.max(LEAST_LABEL, Math.min(MOST_LABEL, width - heads.length - 2));
  const labels = rows.map(({ label }) => (label.length > most ? `${label.slice(0, most - 1)}~` : label));
  const lead = Math.max(0, ...labels.map((label) => label.length)) + 2;
  return [
    `${' '.repeat(lead)}${heads}`,
    ...rows.map(({ signs }, i) => `${labels[i]!.padEnd(lead)}${signs}`),
    ...(rest === null ? [] : [rest]),
  ];
}

const LEAST_LABEL = 8;
