import type { Incoming } from '../incoming.ts';
import type { Asker } from '../people/access.ts';
import type { Ports } from '../ports.ts';
import type { Question } from './answer.ts';
import { Declined } from './decline.ts';
import { nothingAtHand } from './problems.ts';
import { VERB_NAMES } from './spoken.ts';

/** Where only an output is missing and a box can be opened, it is opened. Anything else is thrown on. */
export async function boxInstead(fault: unknown, { asker, incoming }: Question, ports: Ports): Promise<null> {
  const { trigger, way } = incoming;
  // A modal that was sent named neither: the box has told so already.
  if (!(fault instanceof Declined) || fault.missing === undefined || trigger === undefined || way === 'modal')
    throw fault;
  await openBox({ ...incoming, trigger, words: fault.missing }, asker, ports);
  return null;
}

/** Slack lets a box be opened for 3 s, and up to half of them went for learning who it is. Their hosts may take longer to learn. */
const PATIENCE_MS = 1_000;

/** Opens the box for pasting at once, with what is known; the hosts to choose from follow where they are known later. */
export async function openBox(
  incoming: Incoming & { readonly trigger: string },
  asking: Asker | Promise<Asker>,
  ports: Ports,
): Promise<void> {
  const { place, at, words, trigger } = incoming;
  const opening = { place, ...(at && { at }), words };
  const hosts = Promise.resolve(asking).then(async (asker) => {
    await ports.access.admit(asker, place, []);
    return (await ports.access.allowed(asker, place, VERB_NAMES)).hosts;
  });
  hosts.catch(() => {}); // heard below, unless the box cannot be opened
  let timer: NodeJS.Timeout | undefined;
  const soon = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  const known = await Promise.race([hosts, soon]).finally(() => clearTimeout(timer));
  const view = await ports.slack.openPaste(trigger, { ...opening, hosts: known ?? [] }).catch((cause) => {
    // The trigger came too late; a button brings a new one.
    throw Object.assign(new Declined(nothingAtHand(), { missing: words }), { cause });
  });
  if (known === null) await ports.slack.updatePaste(view, { ...opening, hosts: await hosts });
}
