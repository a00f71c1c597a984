/** Turns a text into the hexadecimal SHA-256 of its UTF-8 bytes; handed in, since the core computes no hashes. */
export type Sha256 = (text: string) => string;

/** `sha256:` and 64 hexadecimal digits. */
export type Digest = string;

/** JSON of which every value has one spelling: keys in order, no blanks, missing keys left out. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}

export function digestOf(value: unknown, sha256: Sha256): Digest {
  return `sha256:${sha256(canonical(value))}`;
}
