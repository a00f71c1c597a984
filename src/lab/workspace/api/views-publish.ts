import { viewJson } from '../state/json/view.ts';
import { homeOf, publishHome } from '../state/views.ts';
import { knownUser } from './channels.ts';
import { type Method, Refused, TIER } from './method.ts';
import { viewOfCall } from './views.ts';

export const viewsPublish: Method = {
  token: 'bot',
  rate: TIER[4],
  scopes: [],
  run(slack, args) {
    if (slack.manifest.features?.app_home?.home_tab_enabled !== true) throw new Refused('not_enabled');
    const { id } = knownUser(slack, args, 'user_id');
    const view = viewOfCall(slack, args, 'home', homeOf(slack, id) ?? undefined);
    if (args.has('hash') && args.text('hash') !== homeOf(slack, id)?.hash) throw new Refused('hash_conflict');
    return { view: viewJson(slack, publishHome(slack, id, view)) };
  },
};
