import { has, hintOf, namesOf, type Reading, serviceOf } from './reading.ts';

/** Questions that are understood, shown with every refusal. */
export const EXAMPLES = [
  'why does vMotion use vmk0',
  "why can't 192.168.40.0/24 reach vmk1",
  'what if I add 10.9.0.0/16 via 10.0.0.1',
] as const;

const NAMES: Readonly<Record<string, string>> = {
  vmotion: 'vMotion',
  ft: 'FT logging',
  iscsi: 'iSCSI',
  vsan: 'vSAN',
  replication: 'vSphere Replication',
};

/** The understood question that shares most with what was asked. */
export function nearestTo(reading: Reading): string {
  const service = serviceOf(reading)?.service ?? hintOf(reading);
  const [address, gateway] = namesOf(reading, 'address').map(({ text }) => text);
  const vmk = namesOf(reading, 'vmknic')[0]?.text;
  if (address !== undefined && gateway !== undefined && has(reading, 'add'))
    return `what if I add ${address} via ${gateway}`;
  if (has(reading, 'clock') || service === 'ntp') return 'is the clock of this host right';
  if (service !== null)
    return `why does ${NAMES[service] ?? (/^(nfs|dns|icmp)$/.test(service) ? service.toUpperCase() : service)} use ${vmk ?? 'vmk0'}`;
  if (address !== undefined)
    return vmk === undefined ? `which vmk reaches ${address}` : `why can't ${address} reach ${vmk}`;
  return `why does vMotion use ${vmk ?? 'vmk0'}`;
}
