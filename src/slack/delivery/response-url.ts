/** Slack's own hosts of response URLs, those of its government cloud among them. */
const HOSTS = new Set(['hooks.slack.com', 'hooks.slack-gov.com']);

/**
 * Whether a response URL is one that Slack could have given: it comes from outside, and whatever it names is called from here.
 * `apiUrl` is the configured Web API, whose own origin is trusted as well.
 */
export function isResponseUrl(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password, origin } = new URL(url);
  if (username !== '' || password !== '') return false;
  return origin === new URL(apiUrl).origin || (protocol === 'https:' && port === '' && HOSTS.has(hostname));
}

const MOST_USES = 5;
const LIFE_MS = 30 * 60_000;
const MOST_KEPT = 10_000;

/** Slack takes five messages at one response URL, within 30 minutes, whoever sends them. */
export class ResponseBudget {
  private readonly now: () => number;
  private readonly urls = new Map<string, { left: number; readonly ends: number }>();

  constructor(now: () => number) {
    this.now = now;
  }

  /** Begins the 30 minutes. */
  meet(url: string): void {
    if (this.urls.has(url)) return;
    this.urls.set(url, { left: MOST_USES, ends: this.now() + LIFE_MS });
    if (this.urls.size > MOST_KEPT) this.urls.delete(this.urls.keys().next().value!);
  }

  /** Takes one use; false where none is left. */
  spend(url: string): boolean {
    const budget = this.urls.get(url);
    if (budget === undefined || budget.left === 0 || budget.ends <= this.now()) return false;
    budget.left -= 1;
    return true;
  }
}
