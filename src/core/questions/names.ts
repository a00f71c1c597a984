import { formatIpv4, formatIpv6, formatPrefix, readIpv4, readIpv6, readMask, readPrefix } from '../net/address.ts';

/** What a word names on a host. A dotted number that is no address is `not-an-address`: nothing is guessed from it. */
export type Name =
  | { readonly is: 'address'; readonly text: string }
  | { readonly is: 'vmknic'; readonly text: string }
  | { readonly is: 'not-an-address'; readonly text: string };

/** Reads an address or prefix (`10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `10.1.2.x`, `10.1.2.3:/vol1`) or an adapter (`vmk1`, `vmk#1`). */
export function nameOf(word: string): Name | null {
  const vmk = /^(?:vmk|vmknic|vmkernel)[#_]?0*(\d{1,3})$/.exec(word);
  if (vmk) return { is: 'vmknic', text: `vmk${vmk[1]}` };
  // The Service Console's interfaces, and names of other systems, which no ESXi has.
  if (/^(?:vswif|eth|ens|bond)\d{1,2}$/.test(word)) return { is: 'vmknic', text: word };
  if (/^\d{1,3}\.\d{1,3}\.\d{1,3}\./.test(word)) return dotted(word);
  const six = readIpv6(word);
  return six === null ? null : { is: 'address', text: formatIpv6(six) };
}

function dotted(word: string): Name {
  const text = word.replace(/\.[x*]$/, '.0/24').replace(/:.*$/, '');
  const [address, length] = text.split('/');
  const mask = readMask(length ?? '');
  const prefix = readPrefix(mask === null ? text : `${address}/${mask}`);
  if (prefix !== null) return { is: 'address', text: formatPrefix(prefix) };
  const value = readIpv4(text);
  return value === null ? { is: 'not-an-address', text } : { is: 'address', text: formatIpv4(value) };
}
