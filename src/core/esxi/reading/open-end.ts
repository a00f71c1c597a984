import { placeOf } from './collector.ts';
import type { ReadPassage } from './hosts.ts';

/** Words that are whole wherever a paste ends. */
const WHOLE =
  /^(?:true|false|STATIC|DHCP|MANUAL|NONE|Full|Half|Up|Down|defaultTcpipStack|\(incomplete\)|\d+%|sec|loss|Supported)$/i;

/** True where the last word of the text could be the beginning of a longer one. */
export function endsOpen(text: string): boolean {
  const last = text.trim().split(/\s+/).at(-1);
  return last !== undefined && last !== '' && !WHOLE.test(last);
}

/** A text that ends in the middle of a line may have lost the end of its last value (`vmk1` of `vmk10`): say that it was taken as whole. */
export function markOpenEnd(text: string, passages: readonly ReadPassage[]): void {
  if (text.slice(text.trimEnd().length).includes('\n')) return;
  const last = passages.at(-1);
  const line = last?.passage.lines.findLast((each) => each.text.trim() !== '');
  const word = line?.text.trim().split(/\s+/).at(-1);
  if (last === undefined || line === undefined || word === undefined || !endsOpen(line.text)) return;
  const used = last.said.facts.some((fact) => fact.line === line || Object.values(fact.lines ?? {}).includes(line));
  if (used)
    last.said.assumptions.push({
      kind: 'end',
      ...placeOf(line),
      read: word,
      as: `${word}, taken as whole: the text ends here without a line break`,
    });
}
