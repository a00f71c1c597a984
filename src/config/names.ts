import { isRecord } from './cross-check.ts';
import { pathText, told } from './faults.ts';
import { Name } from './values.ts';

/** Names as they are written: a record of zod's would lose `__proto__`. A name is typed in letters of any size. */
export function misnamed(file: unknown): string[] {
  const faults: string[] = [];
  for (const kind of ['hosts', 'bastions']) {
    const names = isRecord(file) && isRecord(file[kind]) ? Object.keys(file[kind]) : [];
    const before = new Map<string, string>();
    for (const name of names) {
      const named = Name.safeParse(name);
      const twin = before.get(name.toLowerCase());
      if (!named.success) faults.push(...told([kind, name], named.error).slice(0, 1));
      else if (twin !== undefined) {
        faults.push(`${pathText([kind, name])}: it differs from ${twin} only in the size of its letters`);
      }
      before.set(name.toLowerCase(), name);
    }
  }
  return faults;
}
