import type { HostState } from '../../esxi/host-state.ts';
import { versionOf } from '../../esxi/version.ts';
import { type Words, words } from '../words.ts';
import { hasNtpSet, isOld, RULESET } from './command.ts';

/** What is read again afterwards: the settings, then whom the daemon follows, which takes 1 to 15 minutes. */
export function verifyWords(state: HostState): Words[] {
  const version = versionOf(state);
  if (version === undefined) return [];
  if (isOld(version)) return ['cat /etc/ntp.conf', 'chkconfig --list ntpd', 'ntpq -p'].map(words);
  const own = hasNtpSet(version)
    ? ['esxcli system ntp get']
    : ['cat /etc/ntp.conf', 'chkconfig --list ntpd', '/etc/init.d/ntpd status'];
  const firewall = ['list', 'allowedip list'].map(
    (each) => `esxcli network firewall ruleset ${each} --ruleset-id=${RULESET}`,
  );
  return [...own, ...firewall, 'ntpq -pn'].map(words);
}
