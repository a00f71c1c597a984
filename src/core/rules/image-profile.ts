import { downgradeCommand, type Offer, offersFor, standardOf } from '../downgrade.ts';
import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { type ByDesign, type Found, type Having, rule } from './rule.ts';

type Facts = {
  readonly kind: 'downgrade' | 'other-release';
  readonly runs: string;
  readonly offered: readonly string[];
  readonly command: string;
};

type State = Having<'image', 'profiles'>;

/** What a bundle offers is older than what the host runs. */
export const imageProfile = rule({
  id: 'image-profile',
  title: 'The bundle is older than the host',
  severity: 'note',
  certainty: 'reported',
  sources: ['S004', 'KB320562'],
  needs: [{ section: 'image', command: 'esxcli software profile get' }],
  also: ['profiles'],

  check(state) {
    const offers = offersFor(state);
    const older = offers.filter(({ change }) => change === 'older');
    if (older.length > 0) return [found(state, 'downgrade', older)];
    const back = offers.filter(({ change }) => change === 'older-release');
    const others = offers.some(({ change }) => change !== 'older-release');
    return back.length > 0 && !others ? [found(state, 'other-release', back)] : [];
  },

  byDesign(state): ByDesign[] {
    const offers = offersFor(state).filter(({ change }) => change === 'newer' || change === 'newer-release');
    if (offers.length === 0) return [];
    const text = `What the bundle offers is newer than what the host runs (${runsOf(state)}): that is an update, and --allow-downgrades is not needed.`;
    return [
      {
        text,
        evidence: [...shown(state.image, 'profile'), ...offers.flatMap(({ profile }) => shown(profile, 'name'))],
      },
    ];
  },

  explain({ kind, runs, offered, command }) {
    const names = list(offered.slice(0, 3));
    if (kind === 'other-release')
      return {
        problem: `The bundle offers ${names}, of an older release than the host runs (${runs}).`,
        why: 'Going back was shown within one release only. Across releases nothing shows that it works, and hosts of 7.0 and newer are partitioned anew (recalled), so the older one does not find its place.',
        todo: 'Do not try it with --allow-downgrades: install the older release anew, or bring vCenter to a version that supports the host.',
      };
    return {
      problem: `The bundle offers ${names}, older than what the host runs (${runs}): to install it is a downgrade.`,
      why: 'The command goes back with --allow-downgrades alone; so a host of 5.5 was brought from a later patch to Update 2. Lifecycle Manager never goes back.',
      todo: `Evacuate the host, save its configuration, have its console at hand, run ${command} and restart the host.`,
    };
  },
});

function runsOf({ image, host }: Pick<State, 'image' | 'host'>): string {
  return image.profile ?? host.version ?? 'a profile without a name';
}

function found(state: State, kind: Facts['kind'], offers: readonly Offer[]): Found<Facts> {
  const chosen = standardOf(offers) ?? offers[0]!;
  return {
    severity: kind === 'other-release' ? 'error' : 'note',
    // The one report is of 5.5; that other releases go back as well is inferred from it.
    certainty: kind === 'downgrade' && chosen.parts.release === '5.5' ? 'reported' : 'inferred',
    facts: {
      kind,
      runs: runsOf(state),
      offered: [chosen, ...offers.filter((each) => each !== chosen)].map(({ profile }) => profile.name),
      command: downgradeCommand(chosen.profile),
    },
    evidence: [...shown(state.image, 'profile'), ...offers.flatMap(({ profile }) => shown(profile, 'name'))],
  };
}
