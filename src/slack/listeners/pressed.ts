import type { BlockAction, ButtonAction } from '@slack/bolt';
import { clickDeliveries } from '../delivery/keys.ts';
import { type Incoming, requestId } from '../incoming.ts';
import { clickOf, placeOf } from './place.ts';
import { teamOfActor } from './team.ts';

/** A button that was pressed, as an ask: its value is the words. */
export function pressed(body: BlockAction<ButtonAction>, action: ButtonAction): Incoming {
  return {
    id: requestId('button', body.trigger_id),
    way: 'button',
    user: body.user.id,
    ...teamOfActor(body),
    ...placeOf(body),
    words: action.value ?? '',
    pastes: [],
    files: [],
    deliveries: clickDeliveries(clickOf(body, action)),
    trigger: body.trigger_id,
    ...(body.response_url !== undefined && { responseUrl: body.response_url }),
  };
}
