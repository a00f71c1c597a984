import type { DeliveryOutcome } from '../client-api.ts';
import type { Ack } from '../delivery/transport.ts';
import type { Slack } from '../slack.ts';
import type { Channel, Person } from '../state/records.ts';

/** Sends an interaction's payload to the app. */
export function sendInteraction(slack: Slack, body: { readonly type: string }, answerable: boolean): Promise<Ack> {
  return slack.deliveries.send({ what: 'interaction', type: body.type, body, answerable });
}

export function outcomeOf(ack: Ack): DeliveryOutcome {
  return ack.ok ? 'acknowledged' : ack.why;
}

/** What every interaction carries. A stranger's `team_id` is another than the workspace's. */
export function commonPayload(slack: Slack, person: Person) {
  const { team } = slack;
  return {
    token: slack.verificationToken,
    api_app_id: team.app.id,
    team: { id: team.id, domain: team.domain },
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    enterprise: null,
    is_enterprise_install: false,
  };
}

const NAMES: Partial<Record<Channel['kind'], string>> = { private: 'privategroup', im: 'directmessage' };

export function channelPayload({ id, kind, name }: Channel): { id: string; name: string } {
  return { id, name: NAMES[kind] ?? name };
}
