import { fits, has, hintOf, namesOf, type Reading, says, serviceOf } from '../reading.ts';
import { talkOf } from '../talk.ts';
import { blank, type Kind, negation } from './kind.ts';

/** "why does vMotion use vmk0", "which vmk carries FT", "where does syslog leave". */
export const serviceAdapter: Kind = (reading) => {
  const talk = talkOf(reading);
  const named = serviceOf(reading);
  const service = named?.service ?? (talk.peer === null ? hintOf(reading) : null);
  if (service === null || !asksForAdapter(reading, talk.vmknic)) return null;
  if (someoneElse(reading, named?.at ?? 0)) return null;
  if (talk.peer !== null && (hasEnds(reading, named?.at ?? 0, talk) || has(reading, 'reply'))) return null;
  if (talk.peer === null && talksToAdapter(reading, talk)) return null;
  const origin = service === 'icmp' && pingsFrom(reading, talk) ? { origin: true as const } : {};
  return {
    ...blank('service-adapter'),
    service,
    vmknic: talk.vmknic,
    destination: talk.peer,
    ...origin,
    ...negation(reading),
  };
};

/** "the heartbeats of the iSCSI array fail": the array pings the host, and misses the answers. */
export const arrayHeartbeats: Kind = (reading) => {
  if (!fits(reading, HEARTBEATS) || namesOf(reading, 'address').length > 0) return null;
  return { ...blank('service-adapter'), service: 'icmp', vmknic: talkOf(reading).vmknic, ...negation(reading) };
};

const HEARTBEATS =
  'array|arrays|san|iscsi|filer|storage & heartbeat|heartbeats & fail|fails|failing|failed|lost|lose|loses|miss|missed|missing|drop|drops|dropped|time out|not answered|not work|down';

/** `why does NFS work here`: by which adapter it goes is the reason. */
const WORKS_HERE = 'why & work|works|working & here|this host|the host|this one|there';

function asksForAdapter(reading: Reading, vmknic: string | null): boolean {
  return (
    has(reading, 'adapter', 'egress', 'leaving', 'path') ||
    fits(reading, 'which ip|what ip|which address') ||
    fits(reading, WORKS_HERE) ||
    vmknic !== null
  );
}

/** `why does Minecraft use the management adapter`: what is asked about is no service we know. */
function someoneElse({ terms }: Reading, serviceAt: number): boolean {
  const verb = terms.findIndex(({ tags }) => tags.has('egress'));
  return verb !== -1 && serviceAt > verb && terms.slice(0, verb).some(({ stranger }) => stranger);
}

/** Two ends that talk are a path with a service named on the way (`can vmk1 reach the NTP server 10.0.0.1`). */
function hasEnds({ terms }: Reading, serviceAt: number, { vmknicRole, peerRole }: ReturnType<typeof talkOf>): boolean {
  const act = terms.findIndex(({ tags }) => tags.has('connect'));
  if (act === -1) return false;
  if (peerRole === 'caller' || vmknicRole === 'caller') return true;
  return serviceAt >= act || vmknicRole === 'called';
}

/** `why can't my PC ping vmk1` asks for the way back. */
function talksToAdapter(reading: Reading, { vmknic, vmknicRole }: ReturnType<typeof talkOf>): boolean {
  return vmknic !== null && vmknicRole === 'called' && has(reading, 'connect') && has(reading, 'person');
}

/** `vmkping -I vmk1 fails`: a ping that the host sends, not its answer to one. */
function pingsFrom(reading: Reading, { vmknicRole }: ReturnType<typeof talkOf>): boolean {
  if (has(reading, 'reply', 'person')) return false;
  return says(reading, 'vmkping') || vmknicRole === 'caller';
}
