import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { sharingOf } from '../sharing.ts';
import { type ByDesign, rule } from './rule.ts';

export const SALTING = 'esxcli system settings advanced list -o /Mem/ShareForceSalting';

/** Machines that have nothing to do with each other share pages. */
export const pageSharingSalt = rule({
  id: 'page-sharing-salt',
  title: 'Machines share memory pages with others',
  severity: 'risk',
  certainty: 'documented',
  sources: ['S004'],
  needs: [{ section: 'pageSharing', command: SALTING }],
  also: ['machines'],
  lacks: ({ pageSharing }) => (pageSharing.forceSalting === undefined ? [SALTING] : []),

  check({ pageSharing, machines = [] }) {
    const { forceSalting } = pageSharing;
    const sharing = forceSalting === undefined ? null : sharingOf(forceSalting, machines);
    if (sharing === null || forceSalting === 2) return [];
    return [
      {
        severity: forceSalting === 0 ? ('risk' as const) : ('note' as const),
        facts: {
          forceSalting: forceSalting!,
          ignored: sharing.ignored,
          sets: sharing.sets.map((each) => each.machines),
        },
        evidence: [
          ...shown(pageSharing, 'forceSalting'),
          ...machines.flatMap((each) => (each.salt === undefined ? [] : shown(each, 'salt'))),
        ],
      },
    ];
  },

  byDesign({ pageSharing, machines = [] }): ByDesign[] {
    if (pageSharing.forceSalting !== 2) return [];
    const { sets } = sharingOf(2, machines)!;
    const text =
      sets.length === 0
        ? 'Machines share pages only within themselves: Mem.ShareForceSalting is 2 and no two machines that were read carry one salt.'
        : `Machines of one salt share pages as somebody set it: ${list(sets.map(({ machines: names }) => names.join(' with ')))}. All others share only within themselves.`;
    return [{ text, evidence: shown(pageSharing, 'forceSalting') }];
  },

  explain({ forceSalting, ignored }) {
    const salts = ignored.length === 0 ? '' : ` The salts of ${list(ignored)} have no effect.`;
    return {
      problem:
        forceSalting === 0
          ? `Mem.ShareForceSalting is 0: all machines of the host share pages, whatever salt they carry.${salts}`
          : 'Mem.ShareForceSalting is 1: all machines without a salt share pages with each other.',
      why: 'Sharing between machines is held to be a security risk and was switched off by default for it; it saves memory where machines are alike, and the larger a page, the less likely is an equal one.',
      todo: 'Where machines of different owners run here, set it back to 2 and give one salt to those that may share; a machine takes it over when it is powered on anew or moves by vMotion (recalled, not tested).',
    };
  },
});
