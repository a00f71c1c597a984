/** A box that was sent and stays open until Slack is answered. */
export interface OpenBox {
  /** Says what is wrong by field, or closes it with null; false where it was answered already. */
  say(errors: Readonly<Record<string, string>> | null): boolean;
}

/** Slack waits 3 s for the answer. */
const ANSWERED_MS = 2_000;

/** `answer` resolves with the first thing said, or with null when Slack would not wait longer. */
export function openBox(withinMs = ANSWERED_MS): OpenBox & {
  readonly answer: Promise<Readonly<Record<string, string>> | null>;
} {
  const { promise, resolve } = withResolvers<Readonly<Record<string, string>> | null>();
  let isOpen = true;
  const say: OpenBox['say'] = (errors) => {
    const was = isOpen;
    isOpen = false;
    clearTimeout(timer);
    resolve(errors);
    return was;
  };
  const timer = setTimeout(() => say(null), withinMs);
  return { answer: promise, say };
}

/** Node 20 has none of its own. */
function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((taken) => {
    resolve = taken;
  });
  return { promise, resolve };
}
