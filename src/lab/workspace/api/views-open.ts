import { viewJson } from '../state/json/view.ts';
import { closeModals, pushModal } from '../state/views.ts';
import { type Method, TIER } from './method.ts';
import { takeTrigger, viewOfCall } from './views.ts';

export const viewsOpen: Method = {
  token: 'bot',
  rate: TIER[4],
  scopes: [],
  run(slack, args) {
    const view = viewOfCall(slack, args, 'modal');
    const user = takeTrigger(slack, args);
    closeModals(slack, user, true);
    return { view: viewJson(slack, pushModal(slack, user, view)) };
  },
};
