import { chooseHostInitiated, hostInitiated } from './host-initiated.ts';
import type { Service } from './service.ts';

/** Syslog: sent by the host itself. */
export const syslog: Service = {
  name: 'syslog',
  title: 'Syslog',
  alsoCalled: ['syslog', 'log shipping', 'remote logging', 'logs'],
  versions: hostInitiated,
  choose: (state, destination) =>
    chooseHostInitiated(syslog, state, undefined, 'esxcli system syslog config get', destination),
};
