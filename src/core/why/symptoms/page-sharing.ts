import { pageSharingSalt, SALTING } from '../../rules/page-sharing-salt.ts';
import { shown } from '../../services/adapters.ts';
import { list } from '../../services/choice.ts';
import { type Sharing, sharingOf } from '../../sharing.ts';
import { type Asked, type Draft, todo, type WhyStep, what } from '../answer.ts';
import { documented, inferred, reported, type Symptom } from './symptom.ts';

const SALTS = 'grep -i pshare.salt /vmfs/volumes/*/*/*.vmx';

/** Machines no longer share pages. */
export const pageSharing: Symptom = {
  id: 'page-sharing',
  summary:
    'Since page sharing is salted, machines share pages only within themselves by default; `Mem.ShareForceSalting` decides it.',
  known: [
    documented(
      '2, the default: only within a machine, unless machines carry the same `sched.mem.pshare.salt`.',
      'S004',
    ),
    documented('1: machines without a salt share with each other, machines of one salt among themselves.', 'S004'),
    documented('0: the salt is ignored and all share.', 'S004'),
    reported('It came with patches of 5.x and is the default in 6.x; which patches is not known here.', 'S004'),
    reported('The larger a page, the less likely is one that equals it.', 'S004'),
    inferred(
      'So hosts that back machines by large pages share little until memory is short and they break them.',
      'S004',
    ),
  ],
  todo: [
    reported(
      'Lower the setting only where machines of different owners may share memory: keeping them apart is what it is for.',
      'S004',
    ),
  ],
  evidence: [SALTING, SALTS],
  findings: ['page-sharing-salt'],
  seen,
};

const SAYS: Readonly<Record<number, string>> = {
  0: 'Mem.ShareForceSalting is 0: every machine shares pages with every other, and a salt has no effect.',
  1: 'Mem.ShareForceSalting is 1: machines without a salt share pages with each other, those with one only with machines of the same salt.',
  2: 'Mem.ShareForceSalting is 2: machines share pages only within themselves, unless they carry one salt.',
};

function seen({ state, question }: Asked): Draft | null {
  const { pageSharing: option, machines = [] } = state;
  const value = option?.forceSalting;
  if (option === undefined || value === undefined) return machines.length === 0 ? null : withoutOption(machines.length);
  const sharing = sharingOf(value, machines);
  if (sharing === null) return unknownValue(value);
  return {
    // Only who tells that nothing is shared takes something for granted.
    premise: value !== 2 && question.negated === true ? 'does-not-hold' : 'holds',
    answer: [SAYS[value]!, setsText(sharing)].filter((text) => text !== '').join(' '),
    steps: [
      what(SAYS[value]!, 'documented', shown(option, 'forceSalting'), ['S004']),
      ...machineSteps(sharing, machines),
      ...advice(value, sharing),
    ],
    missing: machines.length === 0 && value !== 0 ? [SALTS] : [],
    findings: ['page-sharing-salt'],
    sources: pageSharingSalt.sources,
  };
}

function withoutOption(count: number): Draft {
  return {
    premise: 'cannot-tell',
    answer: `The lines of ${count === 1 ? 'a machine were' : `${count} machines were`} read, but not the option of the host: what a salt does depends on \`Mem.ShareForceSalting\`.`,
    steps: [],
    missing: [SALTING],
    findings: ['page-sharing-salt'],
  };
}

function unknownValue(value: number): Draft {
  return {
    premise: 'cannot-tell',
    answer: `Mem.ShareForceSalting is ${value}, and nothing is known here of that value: 0, 1 and 2 are.`,
    steps: [],
    missing: [],
    findings: [],
  };
}

/** Which of the machines that were read share with each other. */
function setsText({ sets }: Sharing): string {
  return sets.map(({ machines }) => `${list(machines)} share pages with each other.`).join(' ');
}

function machineSteps(
  { sets, ignored, alone }: Sharing,
  machines: NonNullable<Asked['state']['machines']>,
): readonly WhyStep[] {
  const lines = (names: readonly string[]) =>
    machines.filter(({ name }) => names.includes(name)).flatMap((each) => shown(each, 'salt'));
  return [
    ...sets.map(({ salt, machines: names }) =>
      what(
        `${list(names)} share pages with each other${salt === null ? '' : `: they carry the salt ${salt}`}.`,
        'documented',
        lines(names),
        ['S004'],
      ),
    ),
    ...(ignored.length === 0
      ? []
      : [what(`The salt of ${list(ignored)} has no effect.`, 'documented', lines(ignored), ['S004'])]),
    ...(alone.length === 0
      ? []
      : [
          what(
            `${list(alone)} ${alone.length === 1 ? 'shares' : 'share'} with no other machine that was read.`,
            'documented',
            lines(alone),
            ['S004'],
          ),
        ]),
  ];
}

/** The trade, whichever way somebody wants to go: what is saved, and who may learn of whom. */
function advice(value: number, { sets }: Sharing): readonly WhyStep[] {
  const trade = reported(
    'The trade: sharing saves memory where machines are alike, and sharing between machines is held to be a security risk; that is why it is off by default.',
    'S004',
  );
  const some = 'give those that may share one `sched.mem.pshare.salt` and leave the others without any';
  const steps =
    value === 2
      ? [
          inferred(
            `To share among machines of one owner keep 2 and ${some}; 1 or 0 would share among all of them.`,
            'S004',
          ),
        ]
      : [
          inferred(
            `Where machines of different owners run here set it back to 2 (\`esxcli system settings advanced set -o /Mem/ShareForceSalting -i 2\`)${sets.some(({ salt }) => salt !== null) ? '; those of one salt go on sharing' : ` and ${some}`}.`,
            'S004',
          ),
        ];
  const after = inferred(
    'A machine takes a change over when it is powered on anew or moves by vMotion: recalled, so look at the SHRD column before and after.',
  );
  return [trade, ...steps, after].map(({ text, certainty, sources }) => todo(text, certainty, [], sources));
}
