import { INVENTED } from '../invented.ts';
import { type Method, Refused, TIER } from './method.ts';

export const appsConnectionsOpen: Method = {
  token: 'app',
  rate: TIER[1],
  scopes: [],
  run(slack) {
    const { sockets } = slack;
    if (sockets === null || !sockets.enabled) throw new Refused(INVENTED.linkDisabled);
    const query = new URLSearchParams({ ticket: sockets.ticket(), app_id: slack.team.app.id });
    return { url: `${slack.origin.replace('http', 'ws')}/link/?${query}` };
  },
};
