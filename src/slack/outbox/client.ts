import { type FetchFunction, LogLevel, type WebAPICallResult, WebClient } from '@slack/web-api';

/** What the outbox needs of Slack's client: one call, once. */
export interface Caller {
  apiCall(method: string, args: Record<string, unknown>): Promise<WebAPICallResult>;
}

const TIME_OUT_MS = 10_000;
/** A 429 says how long to wait; should one not, half a minute passes for it. */
const RETRY_AFTER = '30';

/**
 * Slack's client without its own queueing and retries: on one 429 it pauses every channel, and after a lost reply it sends
 * the message again. Redirects are errors in it, so the token goes to this address alone.
 */
export function outboxClient(
  token: string,
  slackApiUrl = 'https://slack.com/api/',
  timeoutMs = TIME_OUT_MS,
): WebClient {
  return new WebClient(token, {
    slackApiUrl,
    timeout: timeoutMs,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    allowAbsoluteUrls: false,
    maxRequestConcurrency: 32,
    fetch: withRetryAfter,
    logger: SILENT,
  });
}

const withRetryAfter: FetchFunction = async (url, init) => {
  const response = await fetch(url, init);
  if (response.status !== 429 || /^\d+$/.test(response.headers.get('retry-after') ?? '')) return response;
  await response.body?.cancel();
  return new Response(null, { status: 429, headers: { 'retry-after': RETRY_AFTER } });
};

/** What failed is told by the outbox, once; the client would write each failed call to the console as well. */
const SILENT: NonNullable<NonNullable<ConstructorParameters<typeof WebClient>[1]>['logger']> = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
};
