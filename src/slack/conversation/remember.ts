import type { Said } from '../../answering/answering.ts';
import type { Json } from '../../store/store.ts';
import type { Posted } from '../message.ts';
import type { Ports } from '../ports.ts';
import type { Question } from './answer.ts';
import type { Source } from './source.ts';

/** The last check of a host, for the Home tab. */
export interface LastCheck {
  readonly host: string;
  readonly headline: string;
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export const CHECKS = 'check/';
const KEEP_MS = 30 * 24 * 60 * 60_000;

/** Keeps what the thread is about, and the last check of a host. An answer that stands is worth more than its memory. */
export async function remember(
  said: Said,
  source: Source,
  question: Question,
  root: Posted,
  ports: Ports,
): Promise<void> {
  const { hosts, pastes } = source;
  if (hosts.length + pastes.length === 0 || question.asked.verb === 'hosts') return;
  const { incoming } = question;
  try {
    await ports.threads.remember(root.channel, threadsOf(question, root), { hosts, pastes });
    if (question.asked.verb === 'check' && hosts.length === 1) await keepCheck(hosts[0]!, said, question, ports);
  } catch (err) {
    ports.log.error({ request: incoming.id, err }, 'a thread is not remembered');
  }
}

/** A follow-up may come below the answer, or below the message that held the paste. */
function threadsOf({ incoming: { place, message, way } }: Question, root: Posted): string[] {
  if (place.thread !== undefined) return [place.thread];
  const isTheirs = message !== undefined && (way === 'mention' || way === 'direct');
  return isTheirs ? [root.ts, message] : [root.ts];
}

async function keepCheck(host: string, { reply }: Said, { asker }: Question, { store, now }: Ports): Promise<void> {
  const check: LastCheck = { host, headline: reply.headline.text, by: asker.name, at: now() };
  const value = { ...check } as unknown as Json;
  await store.commit([{ kind: 'write', key: `${CHECKS}${host}`, version: 'any', value, expires: now() + KEEP_MS }]);
}
