/** Addresses that a stack treats apart, whatever entry of the table holds them. */
import { contains, formatPrefix, lastOf, networkOf, readPrefix } from '../net/address.ts';
import type { Local } from './family.ts';

const RANGES = [
  ['127.0.0.0/8', 'is a loopback address: it means the host itself, and nothing sent to it leaves'],
  ['0.0.0.0/8', 'stands for no address yet, so nothing is sent to it'],
  ['224.0.0.0/4', 'is a multicast group: whether the table has a say in the adapter is not established'],
  ['255.255.255.255/32', 'is the broadcast of one link: it never passes a gateway'],
] as const;

const SPECIAL = RANGES.map(([text, what]) => ({ prefix: readPrefix(text)!, what }));

/** One sentence where the longest match is not how a packet to this address is sent. */
export function specialNote(address: number, text: string, locals: readonly Local<number>[]): string | undefined {
  const special = SPECIAL.find(({ prefix }) => contains(prefix, address));
  if (special !== undefined) return `${text} ${special.what}.`;
  for (const { address: own, length, vmknic } of locals) {
    if (length === null || length > 30) continue;
    const subnet = { network: networkOf(own, length), length };
    if (address === lastOf(subnet))
      return `${text} is the broadcast address of ${formatPrefix(subnet)} on ${vmknic.name}.`;
    if (address === subnet.network)
      return `${text} is the network address of ${formatPrefix(subnet)} on ${vmknic.name}.`;
  }
  return undefined;
}
