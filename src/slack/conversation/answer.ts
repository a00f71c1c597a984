import type { Said } from '../../answering/answering.ts';
import type { Asked, Capture } from '../../command.ts';
import type { Need } from '../../core/esxi/needs.ts';
import { HostsUnread, toldWithout, wordsWithout } from '../../hosts-unread.ts';
import type { Inventory } from '../../inventory.ts';
import { Problem } from '../../problem.ts';
import { withCardLink } from '../changes/card-link.ts';
import { withNote } from '../changes/request.ts';
import { type Incoming, roomOf } from '../incoming.ts';
import type { Asker } from '../people/access.ts';
import type { Ports } from '../ports.ts';
import { renderNotice } from '../render/index.ts';
import { boxInstead } from './box.ts';
import { changeAsked, showCard } from './change-asked.ts';
import { Declined } from './decline.ts';
import { tell } from './decline-to.ts';
import { deliverBelow, rendered } from './deliver.ts';
import { isOfRecord, recordOf, toldOf } from './of-record.ts';
import { Progress } from './progress.ts';
import { redacted } from './redacted.ts';
import { remember } from './remember.ts';
import { corrected, type Source, sourceOf, wordsOf } from './source.ts';
import { VERB_NAMES } from './spoken.ts';
import { tellAll } from './tell-all.ts';

/** A verb that somebody asked, and who. */
export interface Question {
  readonly asked: Asked;
  readonly asker: Asker;
  readonly incoming: Incoming;
}

/** Reads what the question is about, and posts the answer. */
export async function answer(question: Question, ports: Ports, signal: AbortSignal): Promise<void> {
  const { asked, asker, incoming } = question;
  const { id, way, user, place } = incoming;
  const began = ports.now();
  ports.metrics.commands.inc({ way, verb: asked.verb });
  const source = await sourceOf(question, ports).catch((fault) => boxInstead(offering(fault, asked), question, ports));
  if (source === null) return;
  await ports.access.admit(asker, place, source.hosts);
  if (isOfTheBot(asked)) return alone(source, question, ports, signal);
  const progress = new Progress(ports, { to: place, key: `${id}/answer` }, doing(source), () => {
    void tell(incoming, renderNotice(QUEUED), ports);
  });
  const { root, pages } = await posted(source, question, progress, ports, signal).catch(async (fault) => {
    await progress.withdraw(renderNotice(`No answer: ${asker.name} was told why.`));
    throw offering(withBox(fault, asked), asked);
  });
  await deliverBelow(root, pages, question, ports);
  const ms = ports.now() - began;
  ports.metrics.answer.observe({ verb: asked.verb }, ms / 1000);
  ports.metrics.outcomes.inc({ outcome: 'answered' });
  ports.log.info(
    { request: id, user, way, channel: place.channel, verb: asked.verb, hosts: source.hosts, ms },
    'answered',
  );
}

const QUEUED = 'I am on it. Slack takes my messages slowly here just now, so the answer comes a little later.';

/** The list of hosts, a key to pin, the version and the list of shapes speak of the bot and of no host: a channel need not read them. */
function isOfTheBot(asked: Asked): boolean {
  const { verb, words, json } = asked;
  if (isOfRecord(asked)) return true;
  if (json) return false;
  return verb === 'version' || (verb === 'hosts' && words[0] !== 'test') || (verb === 'schema' && words.length === 0);
}

async function alone(source: Source, question: Question, ports: Ports, signal: AbortSignal): Promise<void> {
  const said = await read(source, question, ports, signal).catch((fault) => {
    throw offering(fault, question.asked);
  });
  await tellAll(question.incoming, toldOf(said, question.asked), ports);
  ports.metrics.outcomes.inc({ outcome: 'answered' });
}

/** Reads, and posts and remembers the answer as one step; the plan of a live host becomes a request, shown by its card. */
async function posted(source: Source, question: Question, progress: Progress, ports: Ports, signal: AbortSignal) {
  const found = await read(source, question, ports, signal);
  const asked = await changeAsked(found, source, question, ports);
  if (asked.kind === 'asked') return await showCard({ ...asked, said: found }, source, question, progress, ports);
  const said = withNote(found, asked.note);
  const plain = rendered(said, source, question, ports);
  const pages = { ...plain, root: withCardLink(plain.root, asked.link ?? null) };
  const root = await ports.threads.during(roomOf(question.incoming), async () => {
    const stands = await progress.answer(pages.root);
    await remember(said, source, question, stands, ports);
    return stands;
  });
  return { root, pages };
}

/** Where no line was an output, the box takes the right one. */
function withBox(fault: unknown, asked: Asked): unknown {
  const isOther = fault instanceof Problem && fault.code === 'nothing-recognised';
  return isOther ? new Declined(fault, { missing: wordsOf(asked) }) : fault;
}

/** A word that was mistyped is put right by a button. */
function offering(fault: unknown, asked: Asked): unknown {
  if (!(fault instanceof Problem) || fault instanceof Declined || fault.near === undefined) return fault;
  return new Declined(fault, { suggestions: corrected(asked, fault.near) });
}

function doing({ hosts }: Source): string {
  return hosts.length === 0
    ? 'Reading what was pasted …'
    : `Reading ${hosts.map((host) => `\`${host}\``).join(' and ')} …`;
}

async function read(source: Source, question: Question, ports: Ports, signal: AbortSignal): Promise<Said> {
  const hosts = await visible(source, question, ports);
  const asked = { ...source.asked, inventory: hosts };
  const captures = capturesOf(source, ports);
  const inventory = visibleTo(hosts, ports.live.inventory);
  const changes = isOfRecord(asked) ? recordOf(hosts, ports) : undefined;
  return ports.answering.answer({ asked, captures, inventory, changes }, signal).catch((fault) => {
    throw withoutThem(fault, asked);
  });
}

/** The same for the hosts that were read is a button away. */
function withoutThem(fault: unknown, asked: Asked): unknown {
  const told = toldWithout(fault, asked);
  const words = fault instanceof HostsUnread ? wordsWithout(asked, fault.read) : null;
  if (words === null || !(told instanceof Problem)) return told;
  return new Declined(told, { suggestions: [words] });
}

/** The hosts that whoever asks may see. For listing them alone Slack is asked about user groups. */
async function visible({ hosts }: Source, { asked, asker, incoming }: Question, { access }: Ports) {
  if (asked.verb === 'hosts' || isOfRecord(asked))
    return (await access.allowed(asker, incoming.place, VERB_NAMES)).hosts;
  return [...new Set([...hosts, ...access.readable(asker, incoming.place)])];
}

/** Secrets are taken out before anything rests on the text: an answer quotes it, and a thread keeps it. */
function capturesOf({ hosts, pastes }: Source, ports: Ports) {
  if (hosts.length === 0) return pastes.length === 0 ? undefined : async (): Promise<Capture[]> => [...pastes];
  const readLive = ports.live.captures(hosts);
  return async (needs: readonly Need[] | undefined, signal: AbortSignal): Promise<Capture[]> =>
    Promise.all(
      (await readLive(needs, signal)).map(async ({ live: read, ...capture }) => ({
        ...capture,
        text: await redacted(capture.text, ports),
        // An answer stands in chat for days: its age would be untrue in a moment.
        ...(read && { live: { readAt: read.readAt } }),
      })),
    );
}

function visibleTo(hosts: readonly string[], inventory: Inventory): Inventory {
  return { ...inventory, hosts: inventory.hosts.filter(({ name }) => hosts.includes(name)) };
}
