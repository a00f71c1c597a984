import { foundInstead } from '../../core/describe/found-instead.ts';
import { Problem } from '../../problem.ts';
import type { Incoming } from '../incoming.ts';
import type { Ports } from '../ports.ts';
import { Declined } from './decline.ts';
import { readGiven } from './given.ts';

/** A question that nobody understands is declined with what a check finds in the output that came with it. */
export async function withFound(
  fault: unknown,
  incoming: Incoming,
  ports: Ports,
  signal: AbortSignal,
): Promise<unknown> {
  const { pastes, files } = incoming;
  if (!(fault instanceof Declined) || fault.code !== 'not-understood' || pastes.length + files.length === 0)
    return fault;
  const found = await foundIn(incoming, ports, signal).catch((reason) => {
    if (reason instanceof Problem) return null;
    throw reason;
  });
  if (found === null) return fault;
  const { code, message, next, exit, suggestions } = fault;
  return new Declined(new Problem({ code, message, next: `${found} ${next}`, exit }), { suggestions });
}

const CHECK = { verb: 'check', words: [], from: [], json: true, help: false } as const;

async function foundIn(incoming: Incoming, ports: Ports, signal: AbortSignal): Promise<string | null> {
  const { pastes } = await readGiven(incoming, ports);
  const { json } = await ports.answering.answer({ asked: CHECK, captures: async () => [...pastes] }, signal);
  const { findings } = json as { readonly findings: Parameters<typeof foundInstead>[0] };
  return foundInstead(findings, '`check` with the same output');
}
