/** What is looked at before a change of time, in the order in which time depends on it. */
import { isClassic, versionOf } from '../../esxi/version.ts';
import type { Check } from '../checks.ts';
import { words } from '../words.ts';
import { check, type TimeChecked } from './checked.ts';
import { ofClock, ofGuests } from './clock-checks.ts';
import { hasNtpSet } from './command.ts';
import { otherDirectives } from './listing.ts';
import { ofFirewall, ofNames, ofRoute } from './reach-checks.ts';

export function timeChecks(given: TimeChecked): readonly Check[] {
  const { state, live } = given;
  return [
    check('C12', 'green', `The commands are those of ${state.host.version}.`),
    ofList(given),
    ofNames(given),
    ofRoute(given),
    ofFirewall(given),
    ofGuests(given),
    ...ofClock(given),
    check(
      'C15',
      'at-apply',
      'Nothing is left unconfirmed at minute :01 of the host, when it saves its state.',
      words('date -u'),
    ),
    live
      ? check('C17', 'at-apply', 'The host is read again right before; where anything moved, nothing is run.')
      : check('C17', 'not-known', 'From a paste: the host itself was not read.'),
  ];
}

/** What a set does to lines besides servers is not established; a file that is edited keeps them. */
function ofList({ state, listing }: TimeChecked): Check {
  const version = versionOf(state)!;
  const rest = otherDirectives(listing) ?? [];
  if (!hasNtpSet(version)) {
    const local = isClassic(state) === true && listing.directives?.every((line) => line !== 'restrict 127.0.0.1');
    return local
      ? check(
          'T1',
          'asked',
          'The file lacks `restrict 127.0.0.1`, without which classic ESX looks up no names: who adds it?',
        )
      : check('T1', 'green', 'Lines besides the servers stay, and the file is kept as it was in /etc/ntp.conf.vmkbot.');
  }
  if (listing.directives === null)
    return check(
      'T1',
      'not-known',
      'Whether the host has more directives than servers, which a set may drop, was not read.',
      words('esxcli system ntp config get'),
    );
  return rest.length === 0
    ? check('T1', 'green', 'The host has no directives that a set could drop.')
    : check(
        'T1',
        'asked',
        `Is ${rest.map((line) => `\`${line}\``).join(', ')} still needed? A set may drop it; an undo brings it back.`,
      );
}
