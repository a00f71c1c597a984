import type { Ports } from '../ports.ts';

/** Characters that the main thread takes secrets out of itself, in a millisecond or two; what is longer would hold up others. */
const SHORT = 8 * 1024;

/** The text without its secrets. Rejects as `Answering.redact` does. */
export async function redacted(text: string, { redact, answering }: Ports): Promise<string> {
  return text.length <= SHORT ? redact(text) : (await answering.redact(text)).text;
}
