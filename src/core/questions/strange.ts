import { fits, namesOf, type Reading } from './reading.ts';
import { FINDING_WORDS } from './vocabulary/findings.ts';
import { SYMPTOM_WORDS } from './vocabulary/symptoms.ts';

/** A question of another subject: it says so, names an address that is none, or is mostly words that mean nothing here. */
export function isStrange(reading: Reading): boolean {
  if (namesOf(reading, 'not-an-address').length > 0) return true;
  if (
    reading.terms.some(({ tags }) => tags.has('off-topic')) &&
    !whoRebooted(reading) &&
    !upgradesEsx(reading) &&
    !isOfAStory(reading)
  )
    return true;
  const strangers = reading.terms.filter(({ stranger }) => stranger).length;
  return strangers > telling(reading) + 1;
}

/** Who or when is no question for a host's tables, except of a reboot, which its logs tell. */
function whoRebooted(reading: Reading): boolean {
  return fits(reading, 'who|when & reboot|rebooted|restarted|crash|crashed|booted|rebooting');
}

/** Words that ask something else of a path, and the same of a story: `when does ballooning start`, `install an older profile`. */
function isOfAStory(reading: Reading): boolean {
  const strange = reading.terms.filter(({ tags }) => tags.has('off-topic'));
  return strange.every(({ text }) => MILD.test(text)) && SYMPTOM_WORDS.some(([, words]) => fits(reading, words));
}

const MILD =
  /^(?:vendor|when (?:does|did|is|was|will)|who did|install|upgrade to|power off|shut down|vs|versus|compared|better)$/;

/** An upgrade is nothing that a host's tables tell of, except the one that makes one stack of two. */
function upgradesEsx(reading: Reading): boolean {
  return fits(reading, `upgrade to esxi & ${FINDING_WORDS['esx-to-esxi']}`);
}

/** `can you ping 10.0.0.1 for me`: a deed is wanted, not an answer. */
export function isRequest({ words }: Reading): boolean {
  return /^ (?:please )?(?:can|could|would|will) you (?:please )?(?:add|remove|delete|set|change|reboot|restart|create|enable|disable|fix|(?:vmk)?ping .*for (?:me|us)) /.test(
    words,
  );
}

const TELLING = [
  'adapter',
  'egress',
  'connect',
  'reply',
  'clock',
  'timing',
  'denied',
  'path',
  'explain',
  'suppose',
  'fail',
  'unreachable',
];

/** Names and words that say what is asked for. */
function telling({ terms }: Reading): number {
  return terms.filter(
    ({ name, tags }) => name !== null || [...tags].some((tag) => tag.startsWith('service:') || TELLING.includes(tag)),
  ).length;
}
