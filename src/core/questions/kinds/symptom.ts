import { fits, has, namesOf, type Reading, serviceOf } from '../reading.ts';
import { SYMPTOM_WORDS } from '../vocabulary/symptoms.ts';
import { blank, type Kind } from './kind.ts';

/** "why did the host reboot", "vMotion hangs at 14 %": the stories that are not about one path. */
export const symptom: Kind = (reading) => {
  const found = SYMPTOM_WORDS.find(([, words]) => fits(reading, words))?.[0];
  if (found === undefined || isAside(reading, found) || isAPath(reading, found) || isAnOrder(reading)) return null;
  const service = SERVICE_OF[found] ?? serviceOf(reading)?.service ?? null;
  const [vmk, address] = [namesOf(reading, 'vmknic')[0], namesOf(reading, 'address')[0]];
  return {
    ...blank('symptom'),
    symptom: found,
    service,
    vmknic: vmk?.text ?? null,
    destination: address?.text ?? null,
    ...(found === 'page-sharing' && tellsOfNone(reading) && { negated: true as const }),
  };
};

/** `the console is black from 10.0.9.7`, and no other word of a path: it is the way back to that client. */
export const consoleOfClient: Kind = (reading) => {
  const [client] = namesOf(reading, 'address');
  const isConsole = SYMPTOM_WORDS.some(([id, words]) => id === 'console-black' && fits(reading, words));
  if (client === undefined || !isConsole) return null;
  return {
    ...blank('return-path'),
    negated: true,
    destination: client.text,
    vmknic: namesOf(reading, 'vmknic')[0]?.text ?? null,
  };
};

const SERVICE_OF: Readonly<Record<string, 'vmotion' | 'management' | 'iscsi'>> = {
  'migration-hangs': 'vmotion',
  'ping-but-no-migration': 'vmotion',
  'console-black': 'management',
  'iscsi-personality': 'iscsi',
};

/** `why is TPS off` takes for granted that nothing is shared; `is TPS off` and `which machines share` ask. */
function tellsOfNone(reading: Reading): boolean {
  const asks =
    /^ (?:is|are|does|do|did|can|could|will|would|should|has|have|which|what|who|whose|how do|how many|how much) /;
  return (
    !asks.test(reading.words) && fits(reading, 'off|not|no|none|never|disabled|stopped|gone|without|longer|nothing')
  );
}

/** `slow after the reboot`: the restart is only when it began. Tenants that networks separate are no matter of memory. */
function isAside(reading: Reading, id: string): boolean {
  if (id === 'reboot') return fits(reading, 'slow|slowly|slower|latency & after|since');
  return id === 'page-sharing' && fits(reading, 'tenant|tenants|customers') && fits(reading, NETWORKS);
}

/** What keeps tenants apart besides memory. */
const NETWORKS = 'vlan|vlans|subnet|subnets|network|networks|port group|port groups|portgroup|portgroups|route|routed';

/** With both ends named a black console or a slow migration is asked about as a path. */
function isAPath(reading: Reading, id: string): boolean {
  const address = namesOf(reading, 'address').length > 0;
  const vmk = namesOf(reading, 'vmknic').length > 0;
  if (id === 'console-black' || id === 'which-uplink') return address;
  if (id === 'host-disconnects' || id === 'storage-slow') return vmk || address;
  if (id === 'migration-hangs')
    return vmk && !/ (hang|hangs|hanging|hung|stuck at|stall|stalls|stalled|percent) /.test(reading.words);
  if (id === 'vds-migration' || id === 'unknown-interface') return false;
  return (vmk || address) && has(reading, 'connect', 'reply', 'leaving');
}

/** `reboot esx-07` asks for the deed, not for its cause. */
function isAnOrder({ terms }: Reading): boolean {
  const [first, ...rest] = terms;
  // The word alone is what somebody looks for.
  return rest.length > 0 && rest.length < 4 && /^(reboot|restart|reset|downgrade|migrate)$/.test(first!.text);
}
