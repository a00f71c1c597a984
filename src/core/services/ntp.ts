import type { HostState } from '../esxi/host-state.ts';
import { atLeast } from '../esxi/version.ts';
import { readIpv4 } from '../net/address.ts';
import { chooseHostInitiated, hostInitiated } from './host-initiated.ts';
import type { Service } from './service.ts';

/** Time servers: asked by the host itself. */
export const ntp: Service = {
  name: 'ntp',
  title: 'NTP',
  alsoCalled: ['ntp', 'time', 'time sync', 'ntpd', 'clock'],
  versions: hostInitiated,
  choose: (state, destination) =>
    chooseHostInitiated(
      ntp,
      state,
      addressesOf(state),
      atLeast(state, '7.0') === false ? 'grep ^server /etc/ntp.conf' : 'esxcli system ntp get',
      destination,
    ),
};

/** The servers whose addresses were captured; none where only names were. */
function addressesOf({ ntp: seen }: HostState): readonly string[] | undefined {
  const named = [...(seen?.servers ?? []), ...(seen?.peers ?? []).map(({ remote }) => remote)];
  const addresses = [...new Set(named)].filter((each) => readIpv4(each) !== null && !each.startsWith('127.'));
  return addresses.length === 0 ? undefined : addresses.slice(0, 8);
}
