import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Clock } from '../clock.ts';
import type { DeliveryLogged } from '../log.ts';
import type { Settings } from '../slack.ts';
import type { Ack, Attempt, Delivery, Transport } from './transport.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly noRetry: boolean;
}

/** Signed requests to the app's URL. */
export class SignedHttp implements Transport {
  readonly #clock: Clock;
  readonly #secret: string;
  readonly #settings: Settings;
  readonly #agent = new Agent({ keepAlive: true });
  /** Where the app listens. */
  url: string;

  constructor(clock: Clock, url: string, secret: string, settings: Settings) {
    this.#clock = clock;
    this.url = url;
    this.#secret = secret;
    this.#settings = settings;
  }

  async send(delivery: Delivery, attempt: Attempt, entry: DeliveryLogged): Promise<Ack> {
    const { type, body } = encoded(delivery);
    const answer = await this.#post(body, { 'content-type': type, ...retryHeaders(attempt) });
    if (typeof answer === 'string') return { ok: false, why: answer, retry: true };
    entry.ackedAt = this.#clock.now();
    return judged(answer);
  }

  /** Asks the URL to prove itself, as Slack does when it is set. Resolves with the challenge that came back. */
  async verify(challenge: string): Promise<unknown> {
    const body = JSON.stringify({ token: 'unused', challenge, type: 'url_verification' });
    const answer = await this.#post(body, { 'content-type': JSON_TYPE });
    return typeof answer === 'string' ? answer : payloadOf(answer.text);
  }

  /** Checks the URL's certificate, as Slack does for commands; resolves with the status. */
  async sslCheck(): Promise<number | string> {
    const answer = await this.#post('ssl_check=1&token=unused', { 'content-type': FORM });
    return typeof answer === 'string' ? answer : answer.status;
  }

  async close(): Promise<void> {
    this.#agent.destroy();
  }

  #post(body: string, headers: Record<string, string>): Promise<Answer | 'operation_timeout' | 'dispatch_failed'> {
    // The real time: an app refuses a signature that is five minutes old, whatever a test made of the workspace's clock.
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', this.#secret).update(`v0:${timestamp}:${body}`).digest('hex');
    return new Promise((resolve) => {
      const sent = request(this.url, {
        method: 'POST',
        agent: this.#agent,
        headers: {
          ...headers,
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${signature}`,
        },
      });
      const timer = setTimeout(() => {
        resolve('operation_timeout');
        sent.destroy();
      }, this.#settings.ackMs);
      sent.on('error', () => {
        clearTimeout(timer);
        resolve('dispatch_failed');
      });
      sent.on('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          clearTimeout(timer);
          const text = Buffer.concat(parts).toString();
          const noRetry = response.headers['x-slack-no-retry'] === '1';
          resolve({ status: response.statusCode ?? 0, text, noRetry });
        });
      });
      sent.end(body);
    });
  }
}

function encoded({ what, body }: Delivery): { type: string; body: string } {
  switch (what) {
    case 'event':
      return { type: JSON_TYPE, body: JSON.stringify(body) };
    case 'command':
      return { type: FORM, body: new URLSearchParams(body as Record<string, string>).toString() };
    case 'interaction':
      return { type: FORM, body: new URLSearchParams({ payload: JSON.stringify(body) }).toString() };
  }
}

function retryHeaders({ number, reason }: Attempt): Record<string, string> {
  return number === 0 ? {} : { 'x-slack-retry-num': String(number), 'x-slack-retry-reason': reason ?? 'http_timeout' };
}

function judged({ status, text, noRetry }: Answer): Ack {
  if (status >= 200 && status < 300) return { ok: true, payload: payloadOf(text) };
  return { ok: false, why: status >= 500 ? 'http_service_error' : 'http_client_error', retry: !noRetry };
}

/** A body as JSON where it is that, else as the words of a message. */
function payloadOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
