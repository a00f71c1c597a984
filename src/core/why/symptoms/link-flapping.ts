import { draftOfRule } from './of-rule.ts';
import { reported, type Symptom } from './symptom.ts';

/** An uplink whose link goes up and down. */
export const linkFlappingStory: Symptom = {
  id: 'link-flapping',
  summary:
    'A link that goes up and down makes the host take the NIC down itself, and vobd.log says so: look at cable, optics, switch port and driver first, then bring the NIC up again.',
  known: [
    reported(
      'The host switches a NIC off when its link goes down too often in a short time, to end the failovers; a cable put back does not prove that it is up again.',
      'KB324499',
      'KB411524',
    ),
  ],
  todo: [
    reported(
      'Have cable, optics, switch port and driver of the NIC looked at; then see its link with `esxcli network nic list`, and where it is still down bring it up with `esxcli network nic up -n vmnicN`.',
      'KB324499',
    ),
  ],
  evidence: ["grep -E 'link is (flapping|unstable)' /var/log/vobd.log", 'esxcli network nic list'],
  findings: ['link-flapping', 'uplink-down'],
  seen: (asked) => draftOfRule(asked, 'link-flapping'),
};
