import { type Incoming, roomOf } from '../incoming.ts';
import type { Asker } from '../people/access.ts';
import type { Ports } from '../ports.ts';
import { renderNotice } from '../render/index.ts';
import { typedWords } from '../text/index.ts';
import { answer } from './answer.ts';
import { declineTo, tell } from './decline-to.ts';
import { type Help, helpFor } from './help.ts';
import { once } from './once.ts';
import { type Spoken, spoken } from './spoken.ts';

/** Answers what somebody asked, in their place, once; or tells them alone why not. Slack has its acknowledgement already. */
export function converse(given: Incoming, ports: Ports, signal: AbortSignal): Promise<void> {
  return once(given, ports, () => answered(given, ports, signal));
}

async function answered(given: Incoming, ports: Ports, signal: AbortSignal): Promise<void> {
  const incoming = await placed(given, ports);
  if (incoming.way === 'files' && !(await isKnown(incoming, ports))) return;
  try {
    const asker = await ports.access.asker(incoming.user, incoming.team);
    await ports.access.admit(asker, incoming.place, []);
    await reply(heard(incoming, ports), asker, incoming, ports, signal);
  } catch (fault) {
    ports.metrics.outcomes.inc({ outcome: await declineTo(incoming, fault, ports) });
  }
}

/** A button below an answer asks in its thread; one below anything else asks anew. */
async function placed(incoming: Incoming, { threads }: Ports): Promise<Incoming> {
  const { way, place, message } = incoming;
  if (way !== 'button' || place.thread !== undefined || message === undefined) return incoming;
  const about = await threads.recall(place.channel, message, roomOf(incoming)).catch(() => null);
  return about === null ? incoming : { ...incoming, place: { ...place, thread: message } };
}

async function isKnown(incoming: Incoming, { threads }: Ports): Promise<boolean> {
  const { channel, thread } = incoming.place;
  return thread !== undefined && (await threads.recall(channel, thread, roomOf(incoming)).catch(() => null)) !== null;
}

/** No words with an output mean that it be checked. What is said beside a file in a thread need not be said to us. */
function heard({ words, way, pastes, files, host }: Incoming, { redact }: Ports): Spoken {
  const line = redact(typedWords(words));
  const empty = pastes.length > 0 || files.length > 0 || host !== undefined ? 'check' : 'help';
  if (way !== 'files') return spoken(line, empty);
  try {
    return spoken(line, empty);
  } catch {
    return spoken('', 'check');
  }
}

async function reply(said: Spoken, asker: Asker, incoming: Incoming, ports: Ports, signal: AbortSignal): Promise<void> {
  switch (said.kind) {
    case 'help':
      return tellAll(incoming, await helpFor(said.topic, asker, incoming, ports), ports);
    case 'forget':
      return forget(incoming, ports);
    case 'verb':
      return answer({ asked: said.asked, asker, incoming }, ports, signal);
  }
}

/** No file can be shown to one person in a channel, so it goes to their direct messages. */
async function tellAll(incoming: Incoming, { pages, file }: Help, ports: Ports): Promise<void> {
  for (const page of pages) await tell(incoming, page, ports);
  if (file === undefined) return;
  const [key, page] = [`${incoming.id}/help`, renderNotice('The file with all of the help that you asked for:')];
  const at = await ports.outbox.post({ to: { channel: incoming.user }, key, kind: 'notice', page });
  await ports.outbox.upload({ channel: at.channel, thread: at.ts }, file);
}

async function forget(incoming: Incoming, ports: Ports): Promise<void> {
  const { channel, thread } = incoming.place;
  if (thread === undefined) return tell(incoming, renderNotice('Only a thread remembers what it is about.'), ports);
  await ports.threads.forget(channel, thread, roomOf(incoming));
  await tell(incoming, renderNotice('I no longer remember what this thread is about.'), ports);
}
