import { chooseHostInitiated, hostInitiated } from './host-initiated.ts';
import type { Service } from './service.ts';

/** Name servers: asked by the host itself. */
export const dns: Service = {
  name: 'dns',
  title: 'DNS',
  alsoCalled: ['dns', 'name resolution', 'dns lookups', 'resolver'],
  versions: hostInitiated,
  choose: (state, destination) =>
    chooseHostInitiated(dns, state, state.dns?.servers, 'esxcli network ip dns server list', destination),
};
