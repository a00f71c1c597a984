import { atLeast } from '../esxi/version.ts';
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
      undefined,
      atLeast(state, '7.0') === false ? 'grep ^server /etc/ntp.conf' : 'esxcli system ntp get',
      destination,
    ),
};
