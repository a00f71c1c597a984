const UNITS = ['bytes', 'kB', 'MB', 'GB'];

/** A size for people: `1 byte`, `3.4 kB`. */
export function sizeOf(bytes: number): string {
  if (bytes === 1) return '1 byte';
  let [size, unit] = [bytes, 0];
  while (size >= 1000 && unit < UNITS.length - 1) [size, unit] = [size / 1000, unit + 1];
  return `${unit === 0 ? size : size.toFixed(1)} ${UNITS[unit]}`;
}
