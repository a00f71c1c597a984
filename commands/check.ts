import { type Asked, command } from '../src/command.ts';
import { describeDiagnosis } from '../src/core/describe/diagnosis.ts';
import { diagnose } from '../src/core/rules/diagnose.ts';
import type { Diagnosis, Finding } from '../src/core/rules/rule.ts';
import { noWords } from './args.ts';
import { readHosts, type Seen } from './seen.ts';

/** Every finding, root causes first, and what could not be checked. */
export const check = command({
  name: 'check',
  usage: 'check [--fail-on error|risk] --from FILE',
  summary: 'every finding for a host or a pasted output, root causes first',
  examples: ['check --from capture.txt', 'check --fail-on error --json --from capture.txt'],
  options: ['fail-on'],

  async run(asked, ports) {
    noWords(asked);
    const seen = await readHosts(ports);
    const diagnosis = diagnose(seen.length === 1 ? seen[0].state : seen.map(({ state }) => state));
    return {
      json: {
        schema: 'vmkbot/diagnosis/1',
        ...diagnosis,
        unread: told(seen, 'unread'),
        assumptions: told(seen, 'assumptions'),
      },
      reply: () => describeDiagnosis(diagnosis, seen),
      ...(isGraveEnough(diagnosis, asked) && { exit: 5 }),
    };
  },
});

/** Remarks on lines, with the host they belong to where there are several. */
function told(seen: readonly Seen[], key: 'unread' | 'assumptions'): object[] {
  return seen.flatMap(({ state, host }) => state[key].map((each) => (seen.length === 1 ? each : { ...each, host })));
}

function isGraveEnough({ findings }: Diagnosis, { failOn }: Asked): boolean {
  const grave = ({ severity, explains }: Finding): boolean =>
    severity === 'error' || (severity === 'risk' && failOn === 'risk') || explains.some(grave);
  return failOn !== undefined && findings.some(grave);
}
