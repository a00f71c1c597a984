import type { Entry, Sections } from './merge.ts';

/** The entries of a section, each with its evidence; undefined where nothing was read of it. */
export function all<T>(sections: Sections, name: string): T[] | undefined {
  const entries = sections.get(name);
  return entries && [...entries.values()].map((each) => whole<T>(each));
}

/** The one entry of a section that has no more. */
export function only<T>(sections: Sections, name: string): T | undefined {
  return all<T>(sections, name)?.[0];
}

function whole<T>({ values, evidence }: Entry): T {
  return { ...values, evidence } as T;
}
