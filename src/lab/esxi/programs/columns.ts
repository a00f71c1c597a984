/** A row of fixed columns: what is longer than its column pushes the rest to the right, as esxcfg prints it. */
export function columns(widths: readonly number[], cells: readonly (string | number)[]): string {
  return cells
    .map((cell, i) => `${String(cell).padEnd((widths[i] ?? 1) - 1)} `)
    .join('')
    .trimEnd();
}

/** A title row and its rows, each on a line. */
export function block(
  widths: readonly number[],
  titles: readonly string[],
  rows: readonly (readonly (string | number)[])[],
) {
  return [titles, ...rows].map((cells) => `${columns(widths, cells)}\n`).join('');
}
