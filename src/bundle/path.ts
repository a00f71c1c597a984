/** Where a member of a bundle stands: below its first folder, which names the host and the time. */
export interface Place {
  /** `esx-HOST-2024-06-11--04.40-2101234`; empty where the bundle has no such folder. */
  readonly top: string;
  /** `commands/vmware_-vl.txt` */
  readonly path: string;
}

/** The folders that vm-support packs. */
const FOLDERS = new Set([
  'commands',
  'var',
  'etc',
  'scratch',
  'proc',
  'tmp',
  'vmfs',
  'usr',
  'local',
  'opt',
  'bootbank',
]);

/** Where a member stands; null where its name points out of the bundle. Packers on Windows write `\`. */
export function placeOf(name: string): Place | null {
  const segments = name
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .split('/');
  const escapes =
    segments[0] === '' || segments.includes('..') || /^[A-Za-z]:/.test(segments[0]!) || name.includes('\0');
  if (escapes) return null;
  const inside = segments.filter((segment) => segment !== '.' && segment !== '');
  const [top, ...rest] = inside;
  return top === undefined || FOLDERS.has(top.toLowerCase())
    ? { top: '', path: inside.join('/') }
    : { top, path: rest.join('/') };
}

/** A name as it may be told: one line, not too long. */
export function tellable(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '?');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
