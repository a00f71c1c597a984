import type { Finding } from '../../rules/rule.ts';
import { JUMP_SETTINGS, JUMPS_AT, JUMPS_DISPUTED, JUMPS_TRADE } from '../../time/guest-jumps.ts';
import { type Asked, type Draft, what } from '../answer.ts';
import { documented, reported, type Symptom } from './symptom.ts';

/** The clock of a guest jumps to that of its host. */
export const guestTime: Symptom = {
  id: 'guest-time',
  summary:
    "A guest takes over its host's time at single moments, whatever its tick box for synchronisation says, for that is about the periodic correction alone: a host that is off makes it jump.",
  known: [
    documented(`It is set once ${JUMPS_AT}.`, 'TOOLS'),
    reported(JUMPS_DISPUTED, 'S004', 'KB1189'),
    reported(
      'In one case a mail server jumped by six minutes with its restart, because NTP was off on its host, and the time service of Windows set it back a moment later; its information store did not start.',
      'S004',
    ),
    reported('The neighbour on another host jumped by seconds: hosts without NTP differ.', 'S004'),
  ],
  todo: [
    reported(
      'Give every host of the cluster time servers, switch the service on and let it through the firewall.',
      'S004',
    ),
    reported(
      `Or keep the guest from it: ${JUMP_SETTINGS.join(', ')}, each FALSE, edited while the guest is off.`,
      'KB1189',
    ),
    documented(JUMPS_TRADE, 'TOOLS'),
  ],
  evidence: ['esxcli system time get', 'esxcli system ntp get', 'cat /etc/ntp.conf', 'ntpq -pn'],
  findings: [
    'guest-time-step',
    'clock-skew',
    'ntp-offset',
    'ntp-runaway-clock',
    'ntp-not-configured',
    'ntp-not-running',
    'ntp-not-synchronised',
  ],
  seen,
};

/** A host that is seen to be off is what the guests took over, or will. */
function seen({ diagnosis }: Asked): Draft | null {
  const off = diagnosis.findings.flatMap(withTheirs).find(({ rule }) => rule === 'guest-time-step');
  if (off === undefined) return null;
  return {
    premise: 'holds',
    answer: `${off.problem} That happens at single moments, whatever the tick box of the guest says.`,
    steps: [
      what(off.problem, off.certainty, off.evidence),
      // It tells what is reported, too.
      what(off.why, 'reported', [], ['TOOLS', 'KB1189', 'S004']),
    ],
    findings: ['guest-time-step'],
  };
}

function withTheirs(finding: Finding): readonly Finding[] {
  return [finding, ...finding.explains.flatMap(withTheirs)];
}
