import { fits, has, type Reading, says, serviceOf } from '../reading.ts';
import { talkOf } from '../talk.ts';
import { FINDING_WORDS } from '../vocabulary/findings.ts';
import { blank, type Kind, negation } from './kind.ts';

/** "which vmk reaches 10.0.5.9", "why can't vmk1 reach 10.9.8.7", "what is the default gateway". */
export const path: Kind = (reading) => {
  const { peer, vmknic, vmknicRole, other } = talkOf(reading);
  const destination = peer ?? (asksForDefault(reading) ? '0.0.0.0/0' : null);
  if (!asksForPath(reading) || (destination === null && !vmkToNowhere(reading, vmknic))) return null;
  const service = serviceOf(reading)?.service ?? null;
  const more = {
    ...(says(reading, 'vmkping') ? { vmkping: true as const } : {}),
    ...(guestTalks(reading) ? { guest: true as const } : {}),
    ...routeAsked(reading),
    ...(other === null ? {} : { other }),
    ...(vmknicRole === 'caller' ? { origin: true as const } : {}),
  };
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

/** `does VM web01 reach …`: what talks is before the verb, and it is no part of the host. */
function guestTalks({ terms, words }: Reading): boolean {
  const act = terms.findIndex(({ tags }) => tags.has('connect') || tags.has('egress'));
  if (act === -1 || / (host|hosts|esx|esxi|hypervisor) | vmk\d/.test(words)) return false;
  return terms.slice(0, act).some(({ text }) => /^(vm|vms|guest|guests)$/.test(text));
}

/** `why is there no route to …`, `do I need a route for …`. */
function routeAsked(reading: Reading): { readonly route?: 'missing' | 'needed' } {
  if (fits(reading, 'no route|no static route|no entry|no table entry|missing route|route missing'))
    return { route: 'missing' };
  return fits(reading, 'need|needs|needed|necessary|require|required & route|routes|static route|entry')
    ? { route: 'needed' }
    : {};
}
