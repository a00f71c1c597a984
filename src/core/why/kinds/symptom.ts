import type { HostState } from '../../esxi/host-state.ts';
import { DEFAULT_STACK, isNetstackKey } from '../../esxi/netstacks.ts';
import { withTheirs } from '../../rules/with-theirs.ts';
import { shown } from '../../services/adapters.ts';
import type { SourceKey } from '../../sources.ts';
import { lostSubnet } from '../adapters.ts';
import { type Asked, type Draft, sure, todo, type WhyStep, what } from '../answer.ts';
import { SYMPTOMS } from '../symptoms/index.ts';
import type { Symptom } from '../symptoms/symptom.ts';

/** A story from the runbooks: what it can be and which evidence tells, never a verdict on this host. */
export function symptom(asked: Asked): Draft {
  const { state, question } = asked;
  const known = SYMPTOMS.find(({ id }) => id === question.symptom);
  if (known === undefined)
    return { premise: 'cannot-tell', answer: 'Nothing is known here of that symptom.', steps: [] };
  const nics = carriersOf(state, question.service);
  const seen = known.seen?.(asked) ?? likely(asked, known);
  const sees = seen?.steps ?? [];
  const advises = sees.some(({ part }) => part === 'todo');
  return {
    premise: 'cannot-tell',
    answer: known.summary,
    prove: known.evidence
      .filter((command) => BLANKS.test(command))
      .flatMap((command) => filled(command, nics, question.destination)),
    missing: known.evidence
      .filter((command) => !BLANKS.test(command) && !wasRead(state, command))
      .flatMap((command) => ofSwitches(state, command)),
    findings: known.findings ?? [],
    ...seen,
    steps: [
      ...nics.flatMap(({ name }) => losesPings(state, name)),
      ...sees,
      ...known.known.map(({ text, certainty, sources }) => sure(text, certainty, [], sources)),
      ...(advises ? [] : known.todo.map(({ text, certainty, sources }) => todo(text, certainty, [], sources))),
    ],
  };
}

/** Its lines were read, though the paste ends there and may be cut. */
function wasRead({ linkHints = [], portgroups = [] }: HostState, command: string): boolean {
  return [...linkHints, ...portgroups].some(({ evidence }) =>
    Object.values(evidence).some((line) => line.command === command),
  );
}

/** The policy of a switch is asked of each that was read and did not show its own. */
function ofSwitches({ vswitches }: HostState, command: string): readonly string[] {
  if (!command.endsWith(' -v vSwitch0')) return [command];
  const standard = vswitches?.filter(({ kind }) => kind === 'standard');
  if (standard === undefined) return [command];
  return standard
    .filter(({ name, teaming }) => teaming === undefined && /^[\w.-]+$/.test(name))
    .map(({ name }) => command.replace('vSwitch0', name));
}

/** A grave finding that belongs to the story is what to look at first; that it is the cause, no output proves. */
function likely({ diagnosis }: Asked, { summary, findings = [] }: Symptom): Partial<Draft> | null {
  const grave = diagnosis.findings.flatMap(withTheirs).filter(({ severity }) => severity === 'error');
  const found = grave.filter(({ rule }) => findings.includes(rule));
  const [first] = found.toSorted((a, b) => findings.indexOf(a.rule) - findings.indexOf(b.rule));
  if (first === undefined) return null;
  return {
    answer: `${first.problem} That can be the cause.`,
    steps: [
      sure(
        summary,
        'inferred',
        [],
        first.sources.map(({ key }) => key as SourceKey),
      ),
    ],
  };
}

/** A command with a word to fill in is a test to run, not an output to paste. */
const BLANKS = /\b(vmkN|PEER|PORTGROUP|DATASTORE)\b/;

type Nic = NonNullable<HostState['vmknics']>[number];

/** The adapters that are known to carry the service of the story. */
function carriersOf({ vmknics = [] }: HostState, service: string | null): readonly Nic[] {
  return vmknics.filter(
    ({ services, netstack }) => service !== null && (services?.includes(service) || netstack === service),
  );
}

/** Where the table gives the adapter's subnet to another one, a plain ping says nothing of it. */
function losesPings(state: HostState, vmknic: string): readonly WhyStep[] {
  const lost = lostSubnet(state, vmknic);
  const entry = state.routes?.find(({ network, gateway }) => gateway === null && network === lost?.subnet);
  if (lost === null || entry === undefined) return [];
  const text = `The table gives ${lost.subnet} to ${lost.owner}: a plain ping into it leaves by ${lost.owner}, not by ${vmknic}.`;
  return [what(text, 'documented', shown(entry, 'network', 'vmknic'), ['S002'])];
}

/** The test with the adapters and the peer that are known, one for each adapter. */
function filled(command: string, nics: readonly Nic[], peer: string | null): readonly string[] {
  const named = peer === null ? command : command.replace('PEER', peer);
  if (nics.length === 0 || !named.includes('vmkN') || named.includes('++netstack')) return [named];
  return nics
    .filter(({ netstack }) => isNetstackKey(netstack))
    .map(({ name, netstack }) => {
      const stack = netstack === DEFAULT_STACK ? '' : `++netstack=${netstack} `;
      return named.replace('vmkN', name).replace(/^vmkping /, `vmkping ${stack}`);
    });
}
