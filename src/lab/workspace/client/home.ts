import { type ClientCalls, ClientRefusal } from '../client-api.ts';
import { raise } from '../delivery/events.ts';
import type { Slack } from '../slack.ts';
import { viewJson } from '../state/json/view.ts';
import { shownView } from '../state/shown.ts';
import { directMessage } from '../state/team.ts';
import { homeOf } from '../state/views.ts';
import { asking } from './who.ts';

/** What the Home tab shows this person now. */
export async function home(
  slack: Slack,
  { as }: ClientCalls['home']['request'],
): Promise<ClientCalls['home']['response']> {
  const view = homeOf(slack, asking(slack, as).id);
  return { view: view === null ? null : shownView(slack, view) };
}

/** Opens the Home tab. */
export async function openHome(
  slack: Slack,
  { as }: ClientCalls['openHome']['request'],
): Promise<ClientCalls['openHome']['response']> {
  const person = asking(slack, as);
  if (slack.manifest.features?.app_home?.home_tab_enabled !== true || person.kind === 'stranger') {
    throw new ClientRefusal('no_home', 'The app has no Home tab here.');
  }
  const { team, ids, clock } = slack;
  const shown = homeOf(slack, person.id);
  const event = {
    type: 'app_home_opened',
    user: person.id,
    channel: directMessage(team, ids, clock, person.id, team.app.userId).id,
    tab: 'home',
    ...(shown === null ? {} : { view: viewJson(slack, shown) }),
    event_ts: ids.ts(),
  };
  raise(slack, event, 'app_home_opened', null);
  return { view: shown === null ? null : shownView(slack, shown) };
}
