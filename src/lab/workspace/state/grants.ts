import type { Slack } from '../slack.ts';

/** A right to open one modal, for three seconds. */
export interface Trigger {
  readonly user: string;
  readonly expires: number;
  used: boolean;
}

/** A right to say something where a person acted: five times in thirty minutes. */
export interface ResponseUrl {
  readonly channel: string;
  readonly user: string;
  /** The message that was acted on, which `replace_original` and `delete_original` mean. */
  readonly original?: string;
  /** The thread of that message. */
  readonly thread?: string;
  readonly expires: number;
  uses: number;
}

const TRIGGER_MS = 3_000;
const RESPONSE_MS = 30 * 60_000;
export const RESPONSE_USES = 5;
const KEPT = 20_000;

export function newTrigger(slack: Slack, user: string): string {
  const id = `${slack.ids.next('')}.${slack.ids.secret()}`;
  keep(slack.triggers, id, { user, expires: slack.clock.now() + TRIGGER_MS, used: false });
  return id;
}

export function newResponseUrl(slack: Slack, grant: Omit<ResponseUrl, 'expires' | 'uses'>): string {
  const id = slack.ids.secret();
  keep(slack.responseUrls, id, { ...grant, expires: slack.clock.now() + RESPONSE_MS, uses: 0 });
  return `${slack.origin}/respond/${slack.team.id}/${id}`;
}

function keep<T>(all: Map<string, T>, id: string, grant: T): void {
  all.set(id, grant);
  if (all.size > KEPT) all.delete(all.keys().next().value!);
}
