import { fits, has, type Reading, serviceOf } from '../reading.ts';
import { talkOf } from '../talk.ts';
import { FINDING_WORDS } from '../vocabulary/findings.ts';
import { blank, type Kind, negation } from './kind.ts';

/** "which vmk reaches 10.0.5.9", "why can't vmk1 reach 10.9.8.7", "what is the default gateway". */
export const path: Kind = (reading) => {
  const { peer, vmknic, vmknicRole, other } = talkOf(reading);
  const destination = peer ?? (asksForDefault(reading) ? '0.0.0.0/0' : null);
  if (!asksForPath(reading) || (destination === null && !vmkToNowhere(reading, vmknic))) return null;
  const service = serviceOf(reading)?.service ?? null;
  const more = { ...(other === null ? {} : { other }), ...(vmknicRole === 'caller' ? { origin: true as const } : {}) };
  return { ...blank('path'), service, vmknic, destination, ...more, ...negation(reading) };
};

function asksForPath(reading: Reading): boolean {
  const about = [
    'connect',
    'egress',
    'leaving',
    'adapter',
    'path',
    'traffic',
    'fail',
    'unreachable',
    'default-gateway',
    'reply',
    'receive',
  ] as const;
  return has(reading, ...about) && (has(reading, 'ask', 'fail', 'not', 'unreachable') || bare(reading));
}

/** A gateway that is missing is a finding, not a path. */
function asksForDefault(reading: Reading): boolean {
  return has(reading, 'default-gateway') && !fits(reading, FINDING_WORDS['no-default-gateway']!);
}

/** `path to 8.8.8.8`, `next hop for 10.0.0.0/8`. */
function bare(reading: Reading): boolean {
  return has(reading, 'path') && reading.terms.length <= 6;
}

/** `why can't vmk1 get to the internet`: no address, but an adapter that cannot reach something. */
function vmkToNowhere(reading: Reading, vmknic: string | null): boolean {
  return vmknic !== null && has(reading, 'connect') && has(reading, 'not', 'fail', 'unreachable');
}
