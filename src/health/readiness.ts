/** What must be so for the bot to be of use. */
export interface Checks {
  /** For how many milliseconds Slack has not been able to reach us. */
  linkDownFor(): number;
  /** Slack's word for a token that it refused, as the last call told. */
  revoked(): string | null;
  tokenIsGood(): Promise<boolean>;
  storeIsReady(): Promise<boolean>;
  /** `starting` until it is in its workspace, `stopping` from when the process was asked to end. */
  phase(): 'starting' | 'running' | 'stopping';
}

export interface Readiness {
  readonly ready: boolean;
  /** One word each; nothing where it is ready. */
  readonly faults: readonly string[];
}

/** A refreshed link is back within a second; so long an absence is none. */
const LINK_MS = 10_000;
const TOKEN_EVERY_MS = 60_000;
const ANSWER_MS = 2_000;

/** Looks at the link, the token and the store; Slack is asked for the token at most once a minute. */
export function createReadiness(checks: Checks, now: () => number = Date.now): () => Promise<Readiness> {
  let asked = { at: Number.NEGATIVE_INFINITY, good: Promise.resolve(true) };
  return async () => {
    if (now() - asked.at > TOKEN_EVERY_MS) asked = { at: now(), good: checks.tokenIsGood() };
    const phase = checks.phase();
    const [token, store] = await Promise.all([within(asked.good), within(checks.storeIsReady())]);
    const faults = [
      ...(phase === 'running' ? [] : [phase]),
      ...(checks.linkDownFor() > LINK_MS ? ['slack-link'] : []),
      ...(token && checks.revoked() === null ? [] : ['slack-token']),
      ...(store ? [] : ['store']),
    ];
    return { ready: faults.length === 0, faults };
  };
}

/** What does not answer in time is not ready. */
function within(answer: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ANSWER_MS);
    answer
      .catch(() => false)
      .then((good) => {
        clearTimeout(timer);
        resolve(good);
      });
  });
}
