import { list } from '../../services/choice.ts';
import { type Asked, type Draft, what } from '../answer.ts';
import { draftOfRule } from './of-rule.ts';
import { BEACONS, LINK_ONLY } from './of-uplinks.ts';
import { reported, type Symptom } from './symptom.ts';

/** Whether beacon probing is of use on a team. */
export const beaconStory: Symptom = {
  id: 'beacon-probing',
  summary:
    'Beacon probing needs three uplinks: of two it cannot tell which one is dead, and sends everything out of both. Link state tracking on the physical switch does it better.',
  known: [LINK_ONLY, ...BEACONS],
  todo: [
    reported(
      'With one or two uplinks leave failure detection at link status, and have the physical switch bring its ports down when it loses its way up.',
      'VSZ',
    ),
  ],
  evidence: ['esxcli network vswitch standard list', 'esxcli network vswitch standard policy failover get -v vSwitch0'],
  findings: ['beacon-probing', 'link-status-only'],
  seen: (asked) => draftOfRule(asked, 'beacon-probing') ?? used(asked),
};

/** Switches whose policy was read and that do not probe. */
function used({ state: { vswitches = [] } }: Asked): Draft | null {
  const by = vswitches.filter(({ teaming }) => teaming?.failureDetection !== undefined);
  if (by.length === 0 || by.length < vswitches.length) return null;
  const probing = by.filter(({ teaming }) => teaming!.failureDetection === 'beacon').map(({ name }) => name);
  const said =
    probing.length > 0
      ? `${list(probing)} ${probing.length === 1 ? 'uses' : 'use'} beacon probing with three uplinks or more, which is what it needs.`
      : `${list(by.map(({ name }) => name))} ${by.length === 1 ? 'detects' : 'detect'} failures by link status, without beacons.`;
  return {
    premise: probing.length > 0 ? 'holds' : 'cannot-tell',
    answer: `${said} ${beaconStory.summary}`,
    steps: [
      what(
        said,
        'documented',
        by.flatMap(({ evidence }) => evidence.teaming ?? []),
      ),
    ],
  };
}
