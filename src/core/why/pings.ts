import type { HostState, Ping } from '../esxi/host-state.ts';
import { DEFAULT_STACK } from '../esxi/netstacks.ts';
import { type WhyStep, what } from './answer.ts';

/** The largest payload that a frame of 1500 bytes carries. */
const PLAIN = 1472;

/** Pings of the output that got no answer, of one adapter or of all. */
export function failedPings({ pings = [] }: HostState, vmknic?: string): readonly Ping[] {
  return pings.filter(
    ({ received, error, vmknic: from }) =>
      (received === 0 || error !== null) && (vmknic === undefined || from === vmknic),
  );
}

/** A ping that failed for its size: the host said so, or it was larger than a plain frame. */
export function isTooLarge({ error, payload = 0 }: Ping): boolean {
  return error === 'message-too-long' || (payload > PLAIN && error !== 'unknown-interface');
}

/** What a ping came to, with its lines. */
export function pingStep({ destination, vmknic, payload, sent, received, error, evidence }: Ping): WhyStep {
  const lines = [...new Map(Object.values(evidence).map((each) => [each.line, each])).values()];
  if (error === 'unknown-interface')
    return what(
      `A ping to ${destination} never left: the stack that was asked knows no ${vmknic ?? 'such adapter'}.`,
      'documented',
      lines,
    );
  const size = payload === undefined ? '' : ` of ${payload} bytes`;
  const heard = received === undefined ? 'was cut off before its result' : `got ${received} of ${sent ?? '?'} answers`;
  const why = error === null ? '' : error === 'message-too-long' ? ' (message too long)' : ` (${error})`;
  const text = `A ping${size}${vmknic === undefined ? '' : ` from ${vmknic}`} to ${destination} ${heard}${why}.`;
  return what(text, 'documented', lines);
}

/** Pings that never left, since the stack that was asked does not know their adapter. */
export function strayPings({ pings = [] }: Pick<HostState, 'pings'>): readonly Ping[] {
  return pings.filter(({ error }) => error === 'unknown-interface');
}

/** What such a ping means, and how it is asked of the stack that has the adapter. */
export function strayText({ vmknics = [] }: Pick<HostState, 'vmknics'>, ping: Ping): string {
  const { vmknic, netstack = DEFAULT_STACK } = ping;
  const name = vmknic ?? 'the adapter';
  const own = vmknics.find((each) => each.name === vmknic)?.netstack;
  const asked = netstack === DEFAULT_STACK ? 'the default stack' : `the stack ${netstack}`;
  const mark = `\`Unknown interface\` is the mark of the wrong stack: vmkping looked for ${name} in ${asked}`;
  if (own === undefined || own === netstack)
    return `${mark}, and only adapters of that one are known there. \`esxcli network ip interface list\` shows which stack it is in.`;
  const again = own === DEFAULT_STACK ? 'without `++netstack`' : `with \`++netstack=${own}\``;
  return `${mark}, and it is in ${own}: repeat the ping ${again}.`;
}
