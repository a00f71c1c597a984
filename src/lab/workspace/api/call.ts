import type { CallLogged } from '../log.ts';
import type { Slack } from '../slack.ts';
import { scopesOf } from '../slack.ts';
import { Args } from './args.ts';
import { METHODS } from './index.ts';
import { type Method, Refused } from './method.ts';

/** An answer of the Web API, or the end of the connection without one. */
export type Answer =
  | { readonly status: number; readonly body: object; readonly headers?: Readonly<Record<string, string>> }
  | 'cut'
  | 'hang';

/** Answers one call of the Web API, through whatever faults are switched on. */
export async function answerCall(
  slack: Slack,
  name: string,
  args: Record<string, unknown>,
  token: string,
): Promise<Answer> {
  const { token: _, ...shown } = args;
  const entry = slack.log.call(name, shown);
  const faults = slack.faults.ofCall({ method: name, args });
  let lost = false;
  for (const fault of faults) {
    switch (fault.kind) {
      case 'slow':
        await slack.deliveries.pause(fault.ms);
        break;
      case '429':
        return logged(slack, entry, tooMany(fault.retryAfter));
      case '500':
        return logged(slack, entry, { status: 500, body: { ok: false, error: 'internal_error' } });
      case 'error':
        return logged(slack, entry, { status: 200, body: { ok: false, error: fault.error } });
      case 'lost-request':
        return 'cut';
      case 'hang':
        return 'hang';
      case 'lost-reply':
        lost = true;
    }
  }
  const answer = logged(slack, entry, answered(slack, name, new Args(args), token));
  if (!lost) return answer;
  entry.status = 0;
  return 'cut';
}

function logged(slack: Slack, entry: CallLogged, answer: Exclude<Answer, string>): Answer {
  const result = answer.body as { ok: boolean; error?: string };
  entry.status = answer.status;
  entry.ok = result.ok;
  entry.result = answer.body as Record<string, unknown>;
  if (result.error !== undefined) entry.error = result.error;
  slack.log.changed();
  return answer;
}

function answered(slack: Slack, name: string, args: Args, token: string): Exclude<Answer, string> {
  try {
    const method = METHODS.get(name);
    if (method === undefined) throw new Refused('unknown_method', { req_method: name });
    checkToken(slack, method, token);
    const needed = typeof method.scopes === 'function' ? method.scopes(args, slack) : method.scopes;
    checkScopes(slack, needed);
    const wait = slack.rates.take(name, method.rate, args.text('channel'));
    if (wait !== null) return tooMany(wait);
    const headers = { 'x-oauth-scopes': [...scopesOf(slack)].join(','), 'x-accepted-oauth-scopes': needed.join(',') };
    return { status: 200, body: { ok: true, ...method.run(slack, args) }, headers };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { status: 200, body: { ok: false, error: error.error, ...error.more } };
  }
}

function checkToken({ tokens }: Slack, method: Method, token: string): void {
  if (token === '') throw new Refused('not_authed');
  if (token !== tokens.bot && token !== tokens.app) throw new Refused('invalid_auth');
  if (token !== tokens[method.token]) throw new Refused('not_allowed_token_type');
  if (method.token === 'bot' && tokens.botState !== 'valid') throw new Refused(tokens.botState);
}

function checkScopes(slack: Slack, needed: readonly string[]): void {
  const provided = scopesOf(slack);
  const missing = needed.filter((scope) => !provided.has(scope));
  if (missing.length === 0) return;
  throw new Refused('missing_scope', { needed: missing.join(','), provided: [...provided].join(',') });
}

function tooMany(seconds: number): Exclude<Answer, string> {
  return { status: 429, body: { ok: false, error: 'ratelimited' }, headers: { 'retry-after': String(seconds) } };
}
