import type { HostState, Ping } from '../esxi/host-state.ts';
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
  return error === 'message-too-long' || payload > PLAIN;
}

/** What a ping came to, with its lines. */
export function pingStep({ destination, vmknic, payload, sent, received, error, evidence }: Ping): WhyStep {
  const size = payload === undefined ? '' : ` of ${payload} bytes`;
  const heard = received === undefined ? 'was cut off before its result' : `got ${received} of ${sent ?? '?'} answers`;
  const why = error === null ? '' : error === 'message-too-long' ? ' (message too long)' : ` (${error})`;
  const text = `A ping${size}${vmknic === undefined ? '' : ` from ${vmknic}`} to ${destination} ${heard}${why}.`;
  const lines = new Map(Object.values(evidence).map((each) => [each.line, each]));
  return what(text, 'documented', [...lines.values()]);
}
