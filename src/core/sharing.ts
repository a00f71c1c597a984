import type { MachineConfig } from './esxi/memory-state.ts';

/** What `Mem.ShareForceSalting` and the salts of machines allow together. */
export interface Sharing {
  /** Sets of machines that share pages with each other, by their names; machines that share with nobody are in none. */
  readonly sets: readonly { readonly salt: string | null; readonly machines: readonly string[] }[];
  /** Machines with a salt that has no effect. */
  readonly ignored: readonly string[];
  /** Machines that share with no other. */
  readonly alone: readonly string[];
}

/** Who shares with whom, of the machines whose lines were read; null for a value that nothing is known of. */
export function sharingOf(forceSalting: number, machines: readonly MachineConfig[]): Sharing | null {
  const salted = machines.filter(({ salt }) => salt !== undefined && salt !== '');
  const plain = machines.filter((each) => !salted.includes(each)).map(({ name }) => name);
  if (forceSalting === 0)
    return {
      sets: set(
        null,
        machines.map(({ name }) => name),
      ),
      ignored: salted.map(({ name }) => name),
      alone: [],
    };
  if (forceSalting !== 1 && forceSalting !== 2) return null;
  const salts = [...new Set(salted.map(({ salt }) => salt!))];
  const together = salts.flatMap((salt) =>
    set(
      salt,
      salted.filter((each) => each.salt === salt).map(({ name }) => name),
    ),
  );
  const sets = [...together, ...(forceSalting === 1 ? set(null, plain) : [])];
  const shared = new Set(sets.flatMap(({ machines: names }) => names));
  return { sets, ignored: [], alone: machines.map(({ name }) => name).filter((name) => !shared.has(name)) };
}

/** One machine is no set. */
function set(salt: string | null, machines: readonly string[]): Sharing['sets'] {
  return machines.length > 1 ? [{ salt, machines }] : [];
}
