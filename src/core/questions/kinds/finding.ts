import { fits, has, namesOf, type Reading, says, serviceOf } from '../reading.ts';
import { FINDING_WORDS } from '../vocabulary/findings.ts';
import { blank, type Kind } from './kind.ts';

/** "can I ignore the vmkernel gateway error": of the message at start, not of a path. */
export const gatewayMessage: Kind = (reading) =>
  fits(reading, GATEWAY_REFUSED) || fits(reading, GATEWAY_IGNORED) ? about('gateway-off-subnet', reading) : null;

const GATEWAY_REFUSED =
  'unable to set vmkernel gateway|unable to set the vmkernel gateway|no vmkernel interfaces on the same network';
const GATEWAY_IGNORED =
  'gateway & error|errors|message|messages|warning|warnings|complaint & ignore|ignored|ignoring|harmless|safe|worry|matter|matters|serious|start|boot|startup';

const IDS = Object.keys(FINDING_WORDS);

/** A rule's id stands in the question as it is written in an answer: `shared-subnet`. */
export const findingById: Kind = (reading) => {
  const rule = IDS.find((id) => new RegExp(`(^|[^a-z-])${id}($|[^a-z-])`).test(reading.raw));
  return rule === undefined ? null : about(rule, reading);
};

/** "does the static route survive a reboot": of the route, not of the restart. */
export const persistence: Kind = (reading) => {
  if (!fits(reading, ROUTE_KEPT) || has(reading, 'suppose')) return null;
  const destination = namesOf(reading, 'address')[0]?.text ?? null;
  return { ...about('route-not-persistent', reading), destination };
};

const ROUTE_KEPT =
  'route|routes|entry|entries & survive|survives|survived|persist|persists|persistent|permanent|lost after|gone after|vanish after|vanishes after|disappear after|disappears after|still there after|kept after & reboot|reboots|restart|restarts|rebooting|boot|persistent|permanent|persist|persists';

/** "what breaks when I upgrade this ESX host to ESXi": of the host's migration, not of a migration of machines. */
export const migration: Kind = (reading) => {
  const told = fits(reading, FINDING_WORDS['esx-to-esxi']!) && fits(reading, OF_CLASSIC);
  if (!(told || fits(reading, STILL_WORKS)) || fits(reading, OF_MACHINES)) return null;
  return about('esx-to-esxi', reading);
};

const OF_CLASSIC =
  'to esxi|ready for esxi|esx by esxi|esx with esxi|into esxi|onto esxi|become esxi|becomes esxi|esxi migration|esxi upgrade|from esx|from classic esx|classic host|this esx|classic esx|esx host|service console|esx upgrade|esx migration';
/** "will my NFS still work on ESXi": that it does now, on ESX, is taken for granted. */
const STILL_WORKS =
  'will|would|does|do|can & still & work|works|mount|mounts|reach|run|function & on esxi|under esxi|with esxi|after esxi|in esxi';
const OF_MACHINES = 'vmotion|v motion|vm|vms|virtual machine|virtual machines|live migration|vmk0|downgrade';

/** "is anything wrong with this host": all findings. */
export const anythingWrong: Kind = (reading) => {
  const named = reading.terms.some(({ name }) => name !== null);
  if (named || serviceOf(reading) !== null || !fits(reading, WRONG) || !(has(reading, 'host') || fits(reading, WHOLE)))
    return null;
  return { ...blank('finding'), rule: null };
};

const WRONG =
  'anything wrong|something wrong|what is wrong|whats wrong|is wrong|anything broken|any problem|any problems|any issue|any issues|any findings|healthy|misconfigured|look ok|look okay|looks ok|look right|all right|alright|problems do you see|problem do you see|what did you find|what do you find|findings are there|this host ok|this host okay|this host fine|this host good|this host broken|this host well|host all right|host alright|matter with|problem with this|trouble with this|what is up with|this host not ok|this host bad|how is this host';
const WHOLE =
  'this|here|networking|network|config|configuration|setup|output|paste|capture|you see|you find|everything|anything|findings';

/** "why do you say that vmk0 and vmk1 share a subnet": the finding in other words, asked about as a finding. */
export const findingExplained: Kind = (reading) => {
  if (!has(reading, 'explain')) return null;
  const rule = inWords(reading);
  if (rule === null || (rule === 'return-path' && namesOf(reading, 'address').length > 0)) return null;
  return about(rule, reading);
};

/** "do vmk0 and vmk1 share a subnet": only where no other kind fits. */
export const findingMentioned: Kind = (reading) => {
  const rule = namesOf(reading, 'address').length > 0 ? null : inWords(reading);
  return rule === null ? null : about(rule, reading);
};

function inWords(reading: Reading): string | null {
  return (
    IDS.find((id) => FINDING_WORDS[id] !== '' && says(reading, id.replaceAll('-', ' '))) ??
    IDS.find((id) => fits(reading, FINDING_WORDS[id]!)) ??
    null
  );
}

function about(rule: string, reading: Reading) {
  return { ...blank('finding'), rule, vmknic: namesOf(reading, 'vmknic')[0]?.text ?? null };
}
