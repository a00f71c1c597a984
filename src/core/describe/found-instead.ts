import type { Finding, Severity } from '../rules/rule.ts';
import { hostTitle } from './join.ts';
import { count } from './words.ts';

type Said = Pick<Finding, 'rule' | 'severity' | 'problem' | 'host'>;

const ORDER: readonly Severity[] = ['error', 'risk', 'note'];
const MOST = 2;

/**
 * What a check finds in the output that came with a question nobody understands, the gravest first, with what shows all of it;
 * null where it finds nothing.
 */
export function foundInstead(findings: readonly Said[], showsAll: string): string | null {
  // That there are several hosts is no answer to anything.
  const own = findings.filter(({ rule }) => rule !== 'several-hosts');
  if (own.length === 0) return null;
  const gravest = own.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity)).slice(0, MOST);
  const said = gravest.map(({ host, problem }) => `${host === undefined ? '' : `${hostTitle(host)}: `}${problem}`);
  const rest = own.length - gravest.length;
  const more = rest > 0 ? `, and ${count(rest, 'more finding')}` : '';
  return `In the output this is to be seen: ${said.join(' ')} ${showsAll} shows the evidence and what to do${more}.`;
}
