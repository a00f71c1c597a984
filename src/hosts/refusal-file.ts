import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RefusalStore, Refusals } from './back-off.ts';

/** Refusals in a file of the store's folder; it holds accounts and times, nothing of a credential. */
export function refusalFile(folder: string): RefusalStore {
  const file = join(folder, 'refused-logins.json');
  return {
    load: () => {
      try {
        return asRefusals(JSON.parse(readFileSync(file, 'utf8')));
      } catch {
        return {}; // none yet, or damaged: one login more is no lock
      }
    },
    save: (refusals) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const next = `${file}.${process.pid}`;
      writeFileSync(next, JSON.stringify(refusals), { mode: 0o600 });
      renameSync(next, file);
    },
  };
}

function asRefusals(value: unknown): Record<string, Refusals> {
  if (typeof value !== 'object' || value === null) return {};
  const whole = Object.entries(value).filter(
    ([, each]) => Array.isArray(each?.times) && typeof each.mark === 'string' && typeof each.inARow === 'number',
  );
  return Object.fromEntries(whole);
}
