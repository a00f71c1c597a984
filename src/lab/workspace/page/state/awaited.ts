/** As long as an answer is taken for that to what one has done oneself. */
const OWN_MS = 20_000;

/** Where somebody did something; without a channel (a modal, the Home tab) the answer may come anywhere. */
interface Done {
  readonly channel: string | null;
  /** The thread it was said in, or the message that was clicked. */
  readonly at: string | null;
}

let last: Done & { readonly when: number } = { channel: null, at: null, when: Number.NEGATIVE_INFINITY };

/** Somebody did something here: ran a command, pressed a button, sent a modal. */
export function didSomething(done: Done): void {
  last = { ...done, when: performance.now() };
}

/** Whether what the app says now answers that: in a channel, or in a thread that holds these messages. */
export function awaits(channel: string, inThread: readonly string[] | null): boolean {
  if (performance.now() - last.when > OWN_MS) return false;
  if (inThread !== null) return last.at !== null && inThread.includes(last.at);
  return last.channel === null || last.channel === channel;
}
