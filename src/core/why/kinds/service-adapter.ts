import { NOTHING_READ } from '../../esxi/nothing-read.ts';
import type { Premise, Question } from '../../questions/question.ts';
import type { Diagnosis } from '../../rules/rule.ts';
import { unique } from '../../services/choice.ts';
import { serviceNamed } from '../../services/index.ts';
import type { Service, ServiceChoice } from '../../services/service.ts';
import { noSuchAdapter } from '../adapters.ts';
import { type Asked, type Draft, grounds, placed, todo } from '../answer.ts';
import { ownPing } from './own-ping.ts';

/** Which adapter a service leaves by, against the one that the question names. */
export function serviceAdapter(asked: Asked): Draft {
  const { state, question, diagnosis } = asked;
  const none = noSuchAdapter(state, question.vmknic);
  if (none !== null) return none;
  if (question.service === 'icmp' && question.origin && question.vmknic !== null)
    return ownPing(asked, question.vmknic);
  const service = serviceNamed(question.service!);
  const choice = service.choose(state, question.destination ?? undefined);
  if (state === NOTHING_READ && question.vmknic === null) return inGeneral(service, choice);
  const premise = premiseOf(choice, question);
  const sharing = concerned(diagnosis, choice, question.vmknic);
  const contradicted = premise === 'does-not-hold' && question.vmknic !== null;
  const verdict = knownFirst(choice.verdict);
  const not = question.negated ? '' : 'not ';
  return {
    premise,
    answer: contradicted ? `By what was read it does ${not}leave by ${question.vmknic}. ${verdict}` : verdict,
    steps: [...placed(choice.steps), grounds(choice.certainty)],
    prove: onEach(choice.prove, sharing),
    missing: choice.missing,
    sources: choice.sources,
    about: [...choice.vmknics, ...sharing, ...(question.vmknic === null ? [] : [question.vmknic])],
    // What is bound or tagged leaves by its adapters whatever the destination; by the table the destination counts.
    ...(question.destination !== null && choice.decidedBy === 'table' ? { destination: question.destination } : {}),
  };
}

/** Told in words, with no output at all: what decides by which adapter it leaves, and which output shows it. */
function inGeneral({ title, name }: Service, { steps, missing, sources }: ServiceChoice): Draft {
  const outputs = missing.map((each) => `\`${each}\``).join(', ');
  return {
    premise: 'cannot-tell',
    answer: `${DECIDED_BY[name](title)} Which it is here, the output of the host decides: ${outputs}.`,
    steps: [...placed(steps), todo(`Paste ${outputs}.`, 'documented')],
    missing,
    sources,
  };
}

const byTag = (title: string) =>
  `${title} on another adapter than the one meant would be its tag there, or a subnet that several adapters share (\`shared-subnet\`).`;
const byTable = (title: string) =>
  `${title} on another adapter than the one meant would be the routing table, which picks the adapter by the peer's address, or a subnet that several adapters share (\`shared-subnet\`).`;
const byBinding = (title: string) =>
  `${title} on another adapter than the one meant would be its port binding (\`iscsi-binding\`), or without one the routing table.`;

const DECIDED_BY: Readonly<Record<Service['name'], (title: string) => string>> = {
  vmotion: byTag,
  provisioning: byTag,
  ft: byTag,
  vsan: byTag,
  replication: byTag,
  iscsi: byBinding,
  nfs: byTable,
  management: byTable,
  ntp: byTable,
  dns: byTable,
  syslog: byTable,
  icmp: (title) =>
    `${title} that do not come from the adapter that was pinged would be the routing table, which picked their adapter before 5.1; from 5.1 on they leave by the adapter that was pinged.`,
};

function premiseOf({ vmknics, decidedBy, certainty }: ServiceChoice, { vmknic, negated }: Question): Premise {
  if (vmknics.length === 0 || decidedBy === 'unknown' || certainty === 'unknown') return 'cannot-tell';
  if (vmknic === null) return 'holds';
  return vmknics.includes(vmknic) === (negated !== true) ? 'holds' : 'does-not-hold';
}

/** What the output shows comes before what it does not show. */
function knownFirst(verdict: string): string {
  const sentences = verdict.split(/(?<=\.) (?=[A-Z])/);
  const isGap = (sentence: string) => /^The output does not show /.test(sentence);
  return [...sentences.filter((each) => !isGap(each)), ...sentences.filter(isGap)].join(' ');
}

/** Where a shared subnet leaves the adapter open, only captures on all that share it settle it. */
function concerned({ findings }: Diagnosis, choice: ServiceChoice, vmknic: string | null): readonly string[] {
  if (choice.certainty !== 'unknown') return [];
  const shared = findings.filter(({ rule }) => rule === 'shared-subnet').map(({ facts }) => facts.vmknics as string[]);
  const seen = [...choice.vmknics, ...(vmknic === null ? [] : [vmknic]), ...choice.prove.flatMap(adapterIn)];
  return unique(shared.filter((names) => names.some((name) => seen.includes(name))).flat());
}

const ADAPTER = /(?<=(?:--vmk|-i) )vmk\d+/;

function adapterIn(command: string): readonly string[] {
  return ADAPTER.exec(command) ?? [];
}

/** The captures of a service, on every adapter concerned. */
function onEach(commands: readonly string[], vmknics: readonly string[]): readonly string[] {
  return unique(
    commands.flatMap((command) =>
      ADAPTER.test(command) ? [command, ...vmknics.map((name) => command.replace(ADAPTER, name))] : [command],
    ),
  );
}
