import { toAsk } from '../esxi/commands.ts';
import type { HostState } from '../esxi/host-state.ts';
import type { Certainty, Evidence } from '../evidence.ts';
import type { ComparedStep, HostEvidence, MissingCommand, Side, Verdict } from './comparison.ts';

/** One of the two hosts, with the name it is spoken of by. */
export interface Party {
  readonly side: Side;
  readonly state: HostState;
  readonly name: string;
}

/** A step with the facts that decided it, whoever the two hosts are: what is equal there is the same reason. */
export interface JudgedStep extends ComparedStep {
  /** A code and the values that matter; no name of a host and no address of one. */
  readonly because?: readonly unknown[];
}

/** What was found for one purpose, before it is summed up. */
export interface Findings {
  readonly steps: readonly JudgedStep[];
  readonly missing: readonly MissingCommand[];
}

export function partiesOf(a: HostState, b: HostState): readonly [Party, Party] {
  return [
    { side: 'a', state: a, name: a.host.name ?? 'the first host' },
    { side: 'b', state: b, name: b.host.name ?? 'the second host' },
  ];
}

/** Lines of a host's output, marked with the host. */
export function of({ side }: Party, lines: readonly Evidence[]): readonly HostEvidence[] {
  return lines.map((line) => ({ host: side, ...line }));
}

export function step(
  verdict: Verdict,
  text: string,
  certainty: Certainty,
  evidence: readonly HostEvidence[],
  more: Pick<JudgedStep, 'todo' | 'sources' | 'because'> = {},
): JudgedStep {
  return { text, verdict, certainty, evidence, ...more };
}

export function missingOf({ side, state }: Party, commands: readonly string[]): readonly MissingCommand[] {
  return toAsk(state, commands).map((command) => ({ host: side, command }));
}

export function together(...parts: readonly Findings[]): Findings {
  const missing = new Map<string, MissingCommand>();
  for (const each of parts.flatMap((part) => part.missing)) missing.set(`${each.host} ${each.command}`, each);
  return { steps: parts.flatMap(({ steps }) => steps), missing: [...missing.values()] };
}

export const NOTHING: Findings = { steps: [], missing: [] };

const GRAVITY: readonly Verdict[] = ['no', 'risk', 'cannot-tell', 'yes'];

/** As it is published, without the facts behind its words. */
export function toldOf({ because: _, ...told }: JudgedStep): ComparedStep {
  return told;
}

/** The gravest of the steps; without any there is nothing to tell from. */
export function gravest<S extends ComparedStep>(steps: readonly S[]): S | undefined {
  return steps.toSorted((x, y) => GRAVITY.indexOf(x.verdict) - GRAVITY.indexOf(y.verdict))[0];
}
