import { has, hintOf, type Reading, serviceOf } from '../reading.ts';
import { talkOf } from '../talk.ts';
import { blank, type Kind } from './kind.ts';

/** "why is NFS to 10.1.2.3 denied", "iSCSI login to 10.0.1.60 gets rejected". */
export const serviceDenied: Kind = (reading) => {
  if (!refused(reading)) return null;
  const named = serviceOf(reading)?.service ?? null;
  const service = named === null || named === 'icmp' ? (hintOf(reading) ?? named) : named;
  const { peer, vmknic } = talkOf(reading);
  if (service === null && !(peer !== null && /permission|access denied|forbidden/.test(reading.words))) return null;
  return { ...blank('service-denied'), service, vmknic, destination: peer };
};

function refused(reading: Reading): boolean {
  return has(reading, 'denied') || (has(reading, 'mounting') && has(reading, 'not', 'fail'));
}
