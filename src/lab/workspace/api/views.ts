import { isObject } from '../blocks/check.ts';
import { judgeView } from '../blocks/view.ts';
import type { Slack } from '../slack.ts';
import type { ShownView } from '../state/records.ts';
import type { Args } from './args.ts';
import { Refused, refusedWith } from './method.ts';

/** The view of a call, judged as Slack judges it. */
export function viewOfCall(
  slack: Slack,
  args: Args,
  type: 'modal' | 'home',
  except?: ShownView,
): Record<string, unknown> {
  const view = args.json('view');
  if (!isObject(view)) throw refusedWith('invalid_arguments', ['missing required field: view']);
  const faults = judgeView(view, [type]);
  if (faults.length > 0) throw refusedWith('invalid_arguments', faults);
  const taken = [...slack.team.views.values()].some(
    (other) => other !== except && other.externalId !== '' && other.externalId === view.external_id,
  );
  if (taken) throw new Refused('duplicate_external_id');
  return view;
}

/** Takes a trigger: three seconds, once. Gives whose it is. */
export function takeTrigger(slack: Slack, args: Args): string {
  const trigger = slack.triggers.get(args.need('trigger_id'));
  if (trigger === undefined) throw new Refused('invalid_trigger_id');
  if (trigger.used) throw new Refused('exchanged_trigger_id');
  if (trigger.expires < slack.clock.now()) throw new Refused('expired_trigger_id');
  trigger.used = true;
  return trigger.user;
}
