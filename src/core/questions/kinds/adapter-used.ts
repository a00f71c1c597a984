import { fits, has, namesOf } from '../reading.ts';
import { blank, type Kind } from './kind.ts';

/** "why is vmk1 not in the routing table", "is vmk1 used at all": what the table gives to an adapter. */
export const adapterUsed: Kind = (reading) => {
  const [vmknic, second] = namesOf(reading, 'vmknic');
  if (vmknic === undefined || second !== undefined || namesOf(reading, 'address').length > 0) return null;
  if (!fits(reading, ABSENT) && !fits(reading, AT_ALL)) return null;
  const negated = has(reading, 'not') || fits(reading, 'missing|absent') ? { negated: true as const } : {};
  return { ...blank('path'), vmknic: vmknic.text, inTable: true, ...negated };
};

const ABSENT =
  'in the routing table|from the routing table|in the table|from the table|in the route list|in the route table|in any route|has no route|have no route|has no entry|no connected entry|not have a route|not have an entry|not listed';
const AT_ALL =
  'used at all|ever used|being used|in use|unused|doing anything|do anything & vmk0|vmk1|vmk2|vmk3|vmk4|vmk5|vmk6|vmk7|vmk8|vmk9';
