import type { Asked, Draft } from '../answer.ts';
import { BY_HASH, PINNED, pinSteps } from './of-uplinks.ts';
import { inferred, type Symptom } from './symptom.ts';

const summary =
  'Which uplink an adapter leaves by no listing of the host tells: `esxtop`, key n, shows it under TEAM-PNIC. The policy says how it is chosen: by virtual port it keeps to one until that fails, by IP hash it is another for another peer.';

/** Which physical NIC an adapter leaves by. */
export const whichUplink: Symptom = {
  id: 'which-uplink',
  summary,
  known: [
    PINNED,
    BY_HASH,
    inferred(
      'By an explicit order it is the first active one that has link; with one usable uplink it is that one.',
      'NET65',
    ),
  ],
  todo: [
    inferred('Run `esxtop`, press n, and read TEAM-PNIC in the row of the adapter. It cuts off nothing.', 'NET65'),
  ],
  evidence: [
    'esxcli network ip interface list',
    'esxcli network vswitch standard list',
    'esxcli network vswitch standard policy failover get -v vSwitch0',
  ],
  findings: ['link-status-only', 'link-flapping', 'uplink-down'],
  seen,
};

/** The adapter asked about, or every one that is in use, each on its own. */
function seen({ state, question }: Asked): Draft | null {
  const nics = (state.vmknics ?? []).filter(
    ({ name, enabled }) => enabled !== false && (question.vmknic === null || question.vmknic === name),
  );
  const each = nics.map((nic) => pinSteps(state, nic)).filter(({ length }) => length > 0);
  if (each.length === 0) return null;
  const known = each.every(([first]) => first?.part === 'what');
  const told = each.map(([first]) => first!.text).join(' ');
  return {
    premise: 'cannot-tell',
    answer: known ? told : `${told} \`esxtop\`, key n, shows it under TEAM-PNIC.`,
    steps: each.flat(),
  };
}
