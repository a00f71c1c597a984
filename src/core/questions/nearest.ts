import { fits, has, hintOf, namesOf, type Reading, says, serviceOf } from './reading.ts';

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

/** What an order asks for, or a question that another verb answers; null where neither is meant. */
export function hintFor(reading: Reading): string | null {
  const order = orderOf(reading);
  if (order !== null) return order;
  const [address] = namesOf(reading, 'address').map(({ text }) => text);
  if (says(reading, 'vmotion') && hostNames(reading) > 1) {
    return 'Whether two hosts can reach each other is answered by `compare --from ONE --from OTHER`.';
  }
  if (address !== undefined && reading.terms.length === 1) return `\`route ${address}\` tells the way to it.`;
  if (has(reading, 'host') && has(reading, 'fail', 'unreachable', 'timing')) return CHECK;
  return fits(reading, 'slow|wrong|broken|problem|problems|trouble') ? CHECK : null;
}

const CHECK = '`check` shows whatever is wrong in the output.';

/** `delete the route`, `can you ping 10.0.0.1 for me`: something is to be done. */
function orderOf(reading: Reading): string | null {
  const [first, ...rest] = reading.terms.map(({ text }) => text).filter((text) => !POLITE.test(text));
  const asked = /^ (can|could|would|will) you /.test(reading.words) || !has(reading, 'ask');
  if (first === undefined || rest.length === 0 || !asked || !ORDER.test(first)) return null;
  if (/^(ping|vmkping)$/.test(first)) return 'I send nothing: I read what a host printed.';
  const [target, gateway] = namesOf(reading, 'address').map(({ text }) => text);
  const network = target === undefined || target.includes('/') ? target : `${target}/32`;
  if (target !== undefined && gateway === undefined && has(reading, 'default-gateway'))
    return `I change nothing. What it would move: \`what-if gateway ${target}\`.`;
  if (network !== undefined && gateway !== undefined && has(reading, 'add'))
    return `I change nothing. What it would move: \`what-if add ${network} via ${gateway}\`.`;
  if (network !== undefined && has(reading, 'remove'))
    return `I change nothing. What it would move: \`what-if remove ${network}\`.`;
  return 'I change nothing: I read what a host printed.';
}

const POLITE = /^(please|kindly|now|just|can|could|would|will|you|hey|hi|hello|bot|vmkbot)$/;
const ORDER =
  /^(add|remove|delete|set|change|reboot|restart|reset|create|enable|disable|ping|vmkping|fix|move|migrate|replace|update|put|drop|make|apply|configure)$/;

/** Words that look like names of hosts: with a digit or after `esx`. */
function hostNames({ raw }: Reading): number {
  return raw
    .split(/[^\w.-]+/)
    .filter((word) => /^(esx|esxi|host)[-_]?[a-z0-9]+$/.test(word) && word !== 'esxi' && word !== 'hosts').length;
}
