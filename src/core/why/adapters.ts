import type { HostState, Vmknic } from '../esxi/host-state.ts';
import { nicNamed, shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { adapterList } from '../services/commands.ts';
import { type Draft, what } from './answer.ts';

/** The answer where a question names an adapter that the output shows no sign of; null where it may be there. */
export function noSuchAdapter(state: HostState, vmknic: string | null): Draft | null {
  if (vmknic === null || state.vmknics === undefined || isMentioned(state, vmknic)) return null;
  const names = state.vmknics.map(({ name }) => name);
  if (names.length === 0) return null;
  return {
    premise: 'does-not-hold',
    answer: `This output shows no ${vmknic}: the host has ${list(names)}.`,
    steps: state.vmknics.slice(0, 8).map((nic) => what(`${describe(nic)}.`, 'documented', shown(nic, 'name', 'ipv4'))),
    prove: [adapterList(state)],
    about: [],
  };
}

/** It stands in another table, or in a row that nobody could read, or the adapters of one stack only were listed. */
function isMentioned(state: HostState, vmknic: string): boolean {
  if (nicNamed(state, vmknic) !== undefined) return true;
  const named = [...(state.routes ?? []), ...(state.neighbors ?? []), ...(state.iscsi ?? []), ...(state.pings ?? [])];
  if (named.some((each) => each.vmknic === vmknic)) return true;
  if (state.unread.some(({ text }) => /vmk/i.test(text))) return true;
  return state.vmknics!.every(({ evidence }) =>
    /\s(-N|--netstack|-i|--interface-name)\b/.test(evidence.name?.command ?? ''),
  );
}

/** `vmk1 has 10.0.0.5/24`. */
export function describe({ name, ipv4, prefixLength }: Vmknic): string {
  if (ipv4 === null) return `${name} has no IPv4 address`;
  if (ipv4 === undefined) return `${name} is there; its address is not in this output`;
  return `${name} has ${ipv4}${prefixLength === undefined ? '' : `/${prefixLength}`}`;
}

/** The adapter that has this address. */
export function nicWithAddress({ vmknics }: HostState, address: string | undefined): Vmknic | undefined {
  return address === undefined ? undefined : vmknics?.find(({ ipv4 }) => ipv4 === address);
}
