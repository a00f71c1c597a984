import { downgradeCommand, type Offer, offersFor, otherVendors, standardOf } from '../../downgrade.ts';
import { shown } from '../../services/adapters.ts';
import { list } from '../../services/choice.ts';
import { type Asked, type Draft, todo, type WhyStep, what } from '../answer.ts';
import { documented, inferred, reported, type Statement, type Symptom } from './symptom.ts';

const RUNS = 'esxcli software profile get';
const OFFERED = 'esxcli software sources profile list -d /vmfs/volumes/DATASTORE/BUNDLE.zip';
const PACKAGES = 'esxcli software vib list';

/** Going back to an older image. */
export const imageProfile: Symptom = {
  id: 'image-profile',
  summary:
    'An older build of the same release has been installed from an offline bundle with `esxcli software profile update --allow-downgrades`; Lifecycle Manager never does that.',
  known: [
    reported('Within 5.5 it worked with `-p PROFILE` and `--allow-downgrades`, then a restart.', 'S004'),
    documented('Lifecycle Manager does not downgrade.', 'KB320562'),
    inferred(
      'From 6.x to an older release, or back from 7.0 and newer, whose installer partitions anew: nothing shows that it works (recalled, not tested).',
      'S004',
    ),
    reported(
      'In names of profiles an s before the suffix means security fixes only, and -no-tools that VMware Tools are left out.',
      'S004',
    ),
    documented(
      'Shift+R at the start goes back to the previous image in altbootbank, where that is the one wanted. Editing boot.cfg by hand is not supported.',
      'SHIFTR',
    ),
  ],
  todo: [
    reported('List the profiles of the bundle first and name its whole path on the datastore.', 'S004'),
    inferred(
      'Before it: maintenance mode, a backup of the configuration, and a list of the VIBs of other vendors.',
      'S004',
    ),
  ],
  evidence: [RUNS, OFFERED, PACKAGES],
  findings: ['image-profile'],
  seen,
};

function seen({ state }: Asked): Draft | null {
  const { image, profiles, vibs } = state;
  if (profiles === undefined || profiles.length === 0) return image === undefined ? null : withoutBundle(state);
  const offers = offersFor(state);
  const runs = image?.profile ?? state.host.version;
  const older = offers.filter(({ change }) => change === 'older');
  const chosen = standardOf(older) ?? older[0];
  const missing = [...(image === undefined ? [RUNS] : []), ...(vibs === undefined ? [PACKAGES] : [])];
  const first = [
    ...(image === undefined ? [] : [what(`The host runs ${image.profile}.`, 'documented', shown(image, 'profile'))]),
    ...offers.slice(0, MOST_TOLD).map((offer) => offerStep(offer, runs)),
  ];
  const common = { missing, prove: [], findings: ['image-profile'], sources: ['S004'] as const };
  if (chosen !== undefined)
    return {
      ...common,
      premise: 'holds',
      answer: `From ${runs} to ${chosen.profile.name} is a downgrade within ${chosen.parts.release}, which \`--allow-downgrades\` lets through${chosen.parts.release === '5.5' ? '' : '; it is reported of 5.5 only'}.`,
      steps: [...first, ...downgradeSteps(chosen, otherVendors(state))],
    };
  return { ...common, ...withoutOlder(offers, runs), steps: [...first, ...standardAdvice(offers)] };
}

const MOST_TOLD = 8;
const MOST_NAMED = 3;

/** Nothing among the offers is an older build of what the host runs. */
function withoutOlder(offers: readonly Offer[], runs: string | undefined): Pick<Draft, 'premise' | 'answer'> {
  const is = (change: Offer['change']) => offers.some((each) => each.change === change);
  const some = offers.slice(0, MOST_NAMED).map(({ profile }) => profile.name);
  const more = offers.length - some.length;
  const names = list(more > 0 ? [...some, `${more} more`] : some);
  if (runs === undefined)
    return {
      premise: 'cannot-tell',
      answer: `The bundle offers ${names}. What the host runs was not read, so whether that is a way back is open.`,
    };
  if (is('older-release') && !is('unknown'))
    return {
      premise: 'does-not-hold',
      answer: `The bundle offers ${names}, of an older release than ${runs}. Going back was shown within one release only: across releases install the older one anew.`,
    };
  if (is('newer') || is('newer-release') || is('same'))
    return {
      premise: 'does-not-hold',
      answer: `Nothing in the bundle is older than ${runs}: ${names} would be ${is('same') ? 'what it runs already, or ' : ''}an update, which needs no \`--allow-downgrades\`.`,
    };
  return {
    premise: 'cannot-tell',
    answer: `The bundle offers ${names}. By these names nobody can tell whether that is older than ${runs}: one holds a build and the other a day, or a vendor named it.`,
  };
}

function withoutBundle({ image, vibs }: Asked['state']): Draft {
  return {
    premise: 'cannot-tell',
    answer: `The host runs ${image!.profile ?? 'a profile without a name'}. Which profiles the bundle offers was not read: that decides whether there is a way back.`,
    steps: [what(`The host runs ${image!.profile}.`, 'documented', shown(image!, 'profile'))],
    missing: vibs === undefined ? [PACKAGES] : [],
    prove: [OFFERED],
    findings: ['image-profile'],
  };
}

const CHANGE: Readonly<Record<Offer['change'], string>> = {
  same: 'what the host runs already',
  newer: 'newer than what the host runs',
  older: 'older than what the host runs, within its release',
  'older-release': 'of an older release',
  'newer-release': 'of a newer release',
  unknown: 'of an age that its name does not tell',
};

function offerStep({ profile, parts, change }: Offer, runs: string | undefined): WhyStep {
  const kinds = [
    ...(runs === undefined ? [] : [CHANGE[change]]),
    ...(parts.securityOnly === true ? ['security fixes only'] : []),
    ...(parts.tools === false ? ['without VMware Tools'] : []),
  ];
  const text = `${profile.name}${kinds.length === 0 ? ' is offered' : `: ${list(kinds)}`}.`;
  // That days and builds grow is reasoning; what an `s` and `-no-tools` mean is reported.
  const certainty = runs === undefined ? 'reported' : change === 'unknown' ? 'unknown' : 'inferred';
  return what(text, certainty, shown(profile, 'name'), ['S004']);
}

/** Which one to take of a bundle, where it is an update anyhow. */
function standardAdvice(offers: readonly Offer[]): readonly WhyStep[] {
  if (offers.every(({ change }) => change === 'older-release'))
    return [
      todo(
        'Evacuate the host, save its configuration elsewhere and install the older release anew.',
        'inferred',
        [],
        ['S004'],
      ),
    ];
  const standard = standardOf(offers);
  if (standard === null) return [];
  const text = `${standard.profile.name} is the whole one: bug fixes and security fixes, with VMware Tools.`;
  return [todo(text, 'reported', [], ['S004'])];
}

/** In order, with what cuts the host off said before the step that does. */
function downgradeSteps({ profile }: Offer, others: readonly string[]): readonly WhyStep[] {
  const packages =
    others.length === 0
      ? 'Note the packages of other vendors (`esxcli software vib list`): what the older profile does to them is not known here.'
      : `Note the packages of other vendors, ${list(others.slice(0, 8))}${others.length > 8 ? ` and ${others.length - 8} more` : ''}: what the older profile does to them is not known here, so have their older versions at hand.`;
  const steps: readonly Statement[] = [
    inferred('1. Evacuate the host and enter maintenance mode; nothing is cut off yet.', 'S004'),
    inferred(
      '2. Save the configuration of the host elsewhere, and open its console (DCUI by the management board): the restart in step 6 takes the network away until the host is up.',
    ),
    inferred(`3. ${packages}`),
    inferred(
      '4. Compare the hardware version of the machines: one made for the newer host does not start on the older.',
    ),
    reported(
      `5. Copy the bundle to a datastore of the host and run \`${downgradeCommand(profile)}\`; the path has to be whole.`,
      'S004',
    ),
    reported('6. Restart the host: from here on it is cut off until it is up.', 'S004'),
    inferred(
      '7. Look at `vmware -v` and `esxcli software profile get`, then leave maintenance mode. Where it does not come up, Shift+R at the start goes back to the image before.',
      'SHIFTR',
    ),
  ];
  return steps.map(({ text, certainty, sources }) => todo(text, certainty, [], sources));
}
