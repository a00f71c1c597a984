interface Placed {
  readonly line: number;
  readonly capture?: string;
}

/** Numbers of lines, those in a row as a range: `3–5, 9`; with the letter of the input where there are several. */
export function lineRanges(places: readonly Placed[]): string {
  const ranges: { first: Placed; last: Placed }[] = [];
  for (const place of places.toSorted(byPlace)) {
    const open = ranges.at(-1);
    if (open !== undefined && open.last.capture === place.capture && place.line <= open.last.line + 1)
      open.last = place;
    else ranges.push({ first: place, last: place });
  }
  return ranges
    .map(({ first, last }) => `${first.capture ?? ''}${first.line}${first.line === last.line ? '' : `–${last.line}`}`)
    .join(', ');
}

function byPlace(a: Placed, b: Placed): number {
  return (a.capture ?? '').localeCompare(b.capture ?? '') || a.line - b.line;
}
