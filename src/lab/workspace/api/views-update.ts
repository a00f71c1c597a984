import { viewJson } from '../state/json/view.ts';
import { updateView } from '../state/views.ts';
import { type Method, Refused, TIER } from './method.ts';
import { viewOfCall } from './views.ts';

export const viewsUpdate: Method = {
  token: 'bot',
  rate: TIER[4],
  scopes: [],
  run(slack, args) {
    const external = args.text('external_id');
    const shown = args.has('view_id')
      ? slack.team.views.get(args.need('view_id'))
      : [...slack.team.views.values()].find(({ externalId }) => externalId !== '' && externalId === external);
    if (shown === undefined) throw new Refused('not_found');
    const view = viewOfCall(slack, args, shown.type, shown);
    if (args.has('hash') && args.text('hash') !== shown.hash) throw new Refused('hash_conflict');
    updateView(slack, shown, view);
    return { view: viewJson(slack, shown) };
  },
};
