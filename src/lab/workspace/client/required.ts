import type { AnyBlock } from '@slack/types';
import { isObject } from '../blocks/check.ts';
import { INVENTED } from '../invented.ts';

const MOST = 3_000;

/** What Slack's client itself finds wrong with a filled-in modal, by block: what is missing, too short or too long. */
export function unfilled(
  blocks: readonly AnyBlock[],
  values: Record<string, Record<string, object>>,
): Record<string, string> {
  const found = blocks.flatMap((block) => {
    const input = block as unknown as Record<string, unknown>;
    if (input.type !== 'input' || !isObject(input.element)) return [];
    const id = String(input.block_id);
    const value = values[id]?.[String(input.element.action_id)] as Record<string, unknown> | undefined;
    const words = wrong(input, input.element, value ?? {});
    return words === null ? [] : [[id, words] as const];
  });
  return Object.fromEntries(found);
}

function wrong(
  input: Record<string, unknown>,
  element: Record<string, unknown>,
  value: Record<string, unknown>,
): string | null {
  const { type: _, ...picked } = value;
  const empty = Object.values(picked).every((one) => one === null || (Array.isArray(one) && one.length === 0));
  if (empty) return input.optional === true ? null : INVENTED.required;
  if (typeof value.value !== 'string') return null;
  const length = INVENTED.characters(value.value);
  const max = Math.min(MOST, Number(element.max_length ?? MOST));
  if (length > max) return INVENTED.atMost(max);
  const min = Number(element.min_length ?? 0);
  return length < min ? INVENTED.atLeast(min) : null;
}
