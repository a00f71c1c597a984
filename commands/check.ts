import { type Asked, command } from '../src/command.ts';
import { describeDiagnosis } from '../src/core/describe/diagnosis.ts';
import { diagnose } from '../src/core/rules/diagnose.ts';
import type { Diagnosis, Finding } from '../src/core/rules/rule.ts';
import { noWords } from './args.ts';
import { readHosts, type Seen } from './seen.ts';

/** Every finding, root causes first, and what could not be checked. */
export const check = command({
  name: 'check',
  usage: 'check [HOST] [--fail-on error|risk] [--from FILE]',
  summary: 'every finding for a host or a pasted output, root causes first',
  examples: ['check --from capture.txt', 'check --fail-on error --json --from capture.txt'],
  options: ['fail-on'],

  async run(asked, ports) {
    noWords(asked);
    const seen = await readHosts(ports);
    const diagnosis = diagnose(seen.length === 1 ? seen[0].state : seen.map(({ state }) => state));
    return {
      json: jsonOf(diagnosis, seen),
      reply: () => describeDiagnosis(diagnosis, seen),
      ...(isGraveEnough(diagnosis, asked) && { exit: 5 }),
    };
  },
});

/** All findings together; where there are several hosts, each host's again under `hosts`. */
function jsonOf(diagnosis: Diagnosis, seen: readonly Seen[]): object {
  const schema = 'vmkbot/diagnosis/1';
  const [first, ...others] = seen;
  if (others.length === 0) return { schema, ...diagnosis, ...remarks(first!) };
  // That there are several hosts is said of the first of them: each finding names a host.
  const findings = diagnosis.findings.map((finding) => ({ ...finding, host: finding.host ?? first!.host }));
  const ofHost = <T extends { readonly host?: string | number }>(each: readonly T[], { host }: Seen) =>
    each.filter((one) => one.host === host);
  return {
    schema,
    ...diagnosis,
    findings,
    unread: seen.flatMap((each) => each.state.unread.map((one) => ({ ...one, host: each.host }))),
    assumptions: seen.flatMap((each) => each.state.assumptions.map((one) => ({ ...one, host: each.host }))),
    hosts: seen.map((each) => ({
      host: each.host,
      findings: ofHost(diagnosis.findings, each),
      notChecked: ofHost(diagnosis.notChecked, each),
      ...remarks(each),
    })),
  };
}

function remarks({ state }: Seen): Pick<Seen['state'], 'unread' | 'assumptions'> {
  return { unread: state.unread, assumptions: state.assumptions };
}

function isGraveEnough({ findings }: Diagnosis, { failOn }: Asked): boolean {
  const grave = ({ severity, explains }: Finding): boolean =>
    severity === 'error' || (severity === 'risk' && failOn === 'risk') || explains.some(grave);
  return failOn !== undefined && findings.some(grave);
}
