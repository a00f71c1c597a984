import { viewJson } from '../state/json/view.ts';
import { modalsOf, pushModal, STACK } from '../state/views.ts';
import { type Method, Refused, TIER } from './method.ts';
import { takeTrigger, viewOfCall } from './views.ts';

export const viewsPush: Method = {
  token: 'bot',
  rate: TIER[4],
  scopes: [],
  run(slack, args) {
    const view = viewOfCall(slack, args, 'modal');
    const user = takeTrigger(slack, args);
    if (modalsOf(slack, user).length >= STACK) throw new Refused('push_limit_reached');
    return { view: viewJson(slack, pushModal(slack, user, view)) };
  },
};
