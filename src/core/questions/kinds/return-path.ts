import { has, type Reading, serviceOf } from '../reading.ts';
import { type Talk, talkOf } from '../talk.ts';
import { blank, type Kind, negation } from './kind.ts';

/** "why can't 192.168.40.7 reach vmk1", "which adapter do replies to 10.0.0.7 leave by". */
export const returnPath: Kind = (reading) => {
  const talk = talkOf(reading);
  if (!comesIn(reading, talk)) return null;
  const service = serviceOf(reading)?.service ?? null;
  const leaving = talk.vmknic !== null && talk.vmknicRole !== 'called' ? { leaving: true as const } : {};
  const other = talk.other === null ? {} : { other: talk.other };
  return {
    ...blank('return-path'),
    service,
    vmknic: talk.vmknic,
    destination: talk.peer,
    ...other,
    ...leaving,
    ...negation(reading),
  };
};

function comesIn(reading: Reading, { peer, peerRole, vmknic, vmknicRole }: Talk): boolean {
  if (peer === null) return clientDials(reading, vmknic, vmknicRole);
  if (peerRole === 'caller')
    return has(reading, 'connect', 'reply', 'receive', 'traffic', 'fail', 'unreachable', 'not', 'path');
  if (peerRole === 'called') return false;
  return vmknicRole === 'called' || (has(reading, 'reply') && vmknicRole !== 'caller');
}

/** `my PC can't reach vmk1`: the client's address is not given. */
function clientDials(reading: Reading, vmknic: string | null, role: Talk['vmknicRole']): boolean {
  const toHost = vmknic === null ? has(reading, 'host') : role === 'called';
  return (
    toHost && has(reading, 'person') && has(reading, 'connect', 'reply') && has(reading, 'not', 'fail', 'unreachable')
  );
}
