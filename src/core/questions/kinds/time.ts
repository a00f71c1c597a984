import { fits, has, namesOf, type Reading } from '../reading.ts';
import { blank, type Kind } from './kind.ts';

/** "is the clock right", "is NTP in sync", "why is the time wrong on this host". */
export const time: Kind = (reading) => {
  if (!onTime(reading) || onItsWay(reading)) return null;
  const destination = namesOf(reading, 'address')[0]?.text ?? null;
  return { ...blank('time'), service: 'ntp', destination, ...(isDoubted(reading) && { negated: true as const }) };
};

function onTime(reading: Reading): boolean {
  const named = has(reading, 'clock') || reading.terms.some(({ tags }) => tags.has('service:ntp'));
  if (named) return has(reading, 'ask', 'timing', 'fail', 'not', 'host', 'unreachable');
  if (fits(reading, 'what time & host|esxi|esx') || ASKED.some((each) => fits(reading, each))) return true;
  return has(reading, 'time') && has(reading, 'timing') && (has(reading, 'host') || fits(reading, JUDGED));
}

/** What is asked of nothing but time, in the words of a terminal as well. */
const ASKED = [
  'time ok|time okay|time fine|time good',
  'reach & 377|star|asterisk|octal',
  'guest|guests & going to jump|about to jump|will jump',
];

/** "why is the clock wrong" says that it is; "is the clock right" says the opposite. */
function isDoubted(reading: Reading): boolean {
  return has(reading, 'fail', 'not', 'unreachable') || fits(reading, WRONG);
}

const WRONG =
  'wrong|incorrect|inaccurate|off|out of sync|unsynchronised|unsynchronized|drift|drifts|drifting|drifted|skew|skewed|ahead|behind|fast|slow|late|jump|jumps|jumped|running away|lag|lagging|lags';

const JUDGED =
  'the time|its time|time is|time off|time wrong|wrong time|time right|time drift|time drifts|time drifting|time sync|time skew|time offset|right time|correct time|time correct|guests|vms|guest|vm';

/** Which adapter NTP leaves by is a question about adapters, not about the clock. */
function onItsWay(reading: Reading): boolean {
  const address = namesOf(reading, 'address').length > 0;
  const vmk = namesOf(reading, 'vmknic').length > 0;
  return vmk || has(reading, 'adapter', 'leaving', 'traffic') || (address && has(reading, 'connect', 'path', 'reply'));
}
