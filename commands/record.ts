import type { ChangesPort } from '../src/changes-port.ts';
import { type Asked, type Ports, usage } from '../src/command.ts';
import { nearest } from '../src/nearest.ts';
import { Problem } from '../src/problem.ts';

/** `c-7f3a9k` of one host, `g-7f3a9k` of several under one approval. */
const ID = /^[cg]-[2-9a-hjkmnp-z]{6}$/;

export const isId = (word: string): boolean => ID.test(word.toLowerCase());

/** The record, where there is one to read. */
export function recordOf({ changes }: Ports): ChangesPort {
  if (changes !== undefined) return changes;
  throw new Problem({
    code: 'no-record',
    message: 'No record of changes is at hand.',
    next: 'Name the store of the bot in VMKBOT_STORE: its directory, or its redis:// address.',
    exit: 2,
  });
}

/** A host as the inventory spells it, where that knows it: the record may know one that the inventory does not any more. */
export function spelt(word: string, { inventory = [] }: Asked): string {
  return inventory.find((name) => name.toLowerCase() === word.toLowerCase()) ?? word;
}

/** A host as it is spelt in the inventory, where there is one. A name that is none is told at once. */
export function hostIn(word: string, { inventory, verb }: Asked): string {
  if (inventory === undefined) return word;
  const known = inventory.find((name) => name.toLowerCase() === word.toLowerCase());
  if (known !== undefined) return known;
  const near = nearest(word, inventory);
  const message = `There is no host "${word}" in the inventory, and no change is called so.`;
  if (near === undefined) throw usage(message, `See vmkbot ${verb} for what there is.`, 'no-host');
  throw usage(message, `Did you mean \`${near}\`?`, 'no-host', { word, meant: near });
}

export function noSuchChange(id: string): Problem {
  const message = `There is no change ${id}.`;
  return new Problem({ code: 'no-change', message, next: 'See vmkbot changes for those there are.', exit: 1 });
}
