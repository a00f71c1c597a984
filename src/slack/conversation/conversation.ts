import { Problem } from '../../problem.ts';
import { type Incoming, roomOf } from '../incoming.ts';
import type { Asker } from '../people/access.ts';
import type { Ports } from '../ports.ts';
import { renderNotice } from '../render/index.ts';
import { typedWords, withoutPeople } from '../text/index.ts';
import { answer } from './answer.ts';
import { declineTo, tell } from './decline-to.ts';
import { withFound } from './found-instead.ts';
import { helpFor } from './help.ts';
import { once } from './once.ts';
import { type Spoken, spoken, VERB_NAMES } from './spoken.ts';
import { tellAll } from './tell-all.ts';

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
    await reply(await heard(incoming, asker, ports, signal), asker, incoming, ports, signal);
  } catch (fault) {
    // A picture in a thread is for those who talk there.
    if (incoming.way === 'files' && fault instanceof Problem && fault.code === 'no-text') return;
    ports.metrics.outcomes.inc({ outcome: await declineTo(incoming, fault, ports) });
  }
}

/** A button below an answer asks in its thread; one below anything else asks anew. */
async function placed(incoming: Incoming, { threads }: Ports): Promise<Incoming> {
  const { way, place, message } = incoming;
  if (way !== 'button' || place.thread !== undefined || message === undefined) return incoming;
  const about = await threads.recall(place.channel, message, roomOf(incoming)).catch(() => null);
  return about === null ? incoming : { ...incoming, at: place, place: { ...place, thread: message } };
}

async function isKnown(incoming: Incoming, { threads }: Ports): Promise<boolean> {
  const { channel, thread } = incoming.place;
  return thread !== undefined && (await threads.recall(channel, thread, roomOf(incoming)).catch(() => null)) !== null;
}

/** No words with an output mean that it be checked. What is said beside a file in a thread need not be said to us. */
async function heard(incoming: Incoming, asker: Asker, ports: Ports, signal: AbortSignal): Promise<Spoken> {
  const { redact, live, access } = ports;
  const { words, way, pastes, files, host, place } = incoming;
  const line = redact(typedWords(withoutPeople(words)));
  const groups = live.inventory.hosts.flatMap((each) => each.groups);
  const empty = pastes.length > 0 || files.length > 0 || host !== undefined ? 'check' : 'help';
  try {
    return spoken(line, empty, { all: live.names, offered: [], groups });
  } catch (fault) {
    if (way === 'files') return spoken('', 'check');
    if (!(fault instanceof Problem) || fault.code !== 'not-understood') throw fault;
    const { hosts: offered } = await access.allowed(asker, place, VERB_NAMES);
    try {
      return spoken(line, empty, { all: live.names, offered, groups });
    } catch (declined) {
      throw await withFound(declined, incoming, ports, signal);
    }
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

async function forget(incoming: Incoming, ports: Ports): Promise<void> {
  const { channel, thread } = incoming.place;
  if (thread === undefined) return tell(incoming, renderNotice('Only a thread remembers what it is about.'), ports);
  const said = incoming.message === undefined ? ports.now() : Number(incoming.message) * 1_000;
  await ports.threads.forget(channel, thread, roomOf(incoming), said);
  const next = 'What was given above I do not read again: name a host, or give an output below.';
  await tell(incoming, renderNotice('I no longer remember what this thread is about.', next), ports);
}
