import { type Asked, usage } from '../src/command.ts';
import { formatIpv4, formatIpv6, readIpv4, readIpv6 } from '../src/core/net/address.ts';
import { nearest } from '../src/nearest.ts';
import type { Problem } from '../src/problem.ts';

/** Refuses words where a verb takes none; a single one is most likely a host's name. */
export function noWords(asked: Asked): void {
  const { words } = asked;
  if (words.length > 0) throw notAHost(words[0]!, asked);
}

/** The one word a verb takes; a word before it is most likely a host's name. */
export function oneWord(asked: Asked, what: string, example: string): string {
  const { words, verb } = asked;
  if (words.length === 0) throw usage(`\`${verb}\` needs ${what}.`, `For example: vmkbot ${example}`);
  if (words.length === 2) throw notAHost(words[0]!, asked);
  if (words.length > 2) throw usage(`\`${verb}\` takes only ${what}.`, `For example: vmkbot ${example}`);
  return words[0]!;
}

/** A canonical IPv4 or IPv6 address. */
export function addressOf(text: string): string {
  const value = readIpv4(text);
  if (value !== null) return formatIpv4(value);
  const value6 = readIpv6(text.replace(/%.*$/, ''));
  if (value6 !== null) return formatIpv6(value6);
  const next = text.includes('/')
    ? 'Give one address of the prefix, for example vmkbot route 10.0.5.9 --from FILE.'
    : 'Write it in full, four numbers from 0 to 255 without leading zeros, for example 10.0.5.9.';
  throw usage(`"${text}" is not an address.`, next, 'not-an-address');
}

/** One of several names, or the nearest of them in a refusal. */
export function oneOf<T extends string>(word: string, names: readonly T[], what: string): T {
  const name = names.find((each) => each === word.toLowerCase());
  if (name !== undefined) return name;
  const near = nearest(word.toLowerCase(), names);
  const all = `Known: ${names.join(', ')}.`;
  const message = `There is no ${what} "${word}".`;
  throw near === undefined
    ? usage(message, all)
    : usage(message, `Did you mean ${near}? ${all}`, 'usage', { word, meant: near });
}

/** A word where a host's name could stand, and is none. */
export function notAHost(word: string, { verb, from, inventory }: Asked): Problem {
  const paste = `vmkbot ${verb} … --from FILE, or --from - for standard input`;
  if (from.length > 0) return usage(`\`${verb}\` takes no "${word}" beside --from.`, `For example: ${paste}.`);
  if (inventory === undefined) {
    const message = `No inventory is configured, so I cannot read "${word}" live.`;
    return usage(
      message,
      `Set VMKBOT_CONFIG to a file that lists it, or give what it printed: ${paste}.`,
      'no-inventory',
    );
  }
  const known = inventory.find((name) => name.toLowerCase() === word.toLowerCase());
  if (known !== undefined) {
    const message = `\`${verb}\` takes one host, and ${known} is another one.`;
    return usage(message, 'Ask for each by itself; vmkbot compare takes two.', 'one-host');
  }
  const near = nearest(word, inventory);
  const message = `There is no host "${word}" in the inventory.`;
  if (near === undefined) return usage(message, 'See vmkbot hosts for those there are.', 'no-host');
  return usage(message, `Did you mean \`${near}\`?`, 'no-host', { word, meant: near });
}
