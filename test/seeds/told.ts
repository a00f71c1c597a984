import { expect } from 'vitest';
import { json } from '../support/terminal.ts';

/** How a question of a story must be answered. */
export interface Ending {
  readonly premise?: 'holds' | 'does-not-hold' | 'cannot-tell';
  readonly says: RegExp;
  readonly findings?: readonly string[];
  readonly clearOf?: readonly string[];
  /** Documents that the answer names. */
  readonly cites: readonly string[];
}

/** Asks in the words of a story about its own kind of output; the answer as JSON, for what else is to be seen in it. */
export async function told(question: string, output: string, ending: Ending) {
  const { exit, json: said } = await json(['why', question], output);
  expect(exit, JSON.stringify(said).slice(0, 400)).toBe(0);
  expect(said.answer).toMatch(ending.says);
  if (ending.premise !== undefined) expect(said.premise).toBe(ending.premise);
  expect(said.findings).toEqual(expect.arrayContaining([...(ending.findings ?? [])]));
  for (const rule of ending.clearOf ?? []) expect(said.findings).not.toContain(rule);
  expect(said.sources).toEqual(expect.arrayContaining([...ending.cites]));
  return said;
}

/** What a check finds in an output, with the documents that each finding names. */
export async function found(output: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const { json: said } = await json(['check'], output);
  const all: [string, string[]][] = [];
  // biome-ignore lint/suspicious/noExplicitAny: the published JSON of an answer
  const take = (each: any) => {
    all.push([each.rule, each.sources.map(({ key }: { key: string }) => key)]);
    each.explains.forEach(take);
  };
  said.findings.forEach(take);
  return new Map(all);
}
