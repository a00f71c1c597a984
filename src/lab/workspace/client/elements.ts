import type { AnyBlock } from '@slack/types';
import { isObject } from '../blocks/check.ts';
import { ClientRefusal } from '../client-api.ts';

/** The element of a block; refuses where there is none. */
export function elementOf(blocks: readonly AnyBlock[], blockId: string, actionId: string): Record<string, unknown> {
  const element = elementsIn(blocks)
    .filter(({ block }) => block === blockId)
    .find(({ action }) => action === actionId);
  if (element === undefined)
    throw new ClientRefusal('element_not_found', `There is no ${actionId} in block ${blockId}.`);
  return element.element;
}

/** Everything in blocks that can be acted on. */
export function elementsIn(blocks: readonly AnyBlock[]) {
  return blocks.flatMap((block) => {
    const fields = block as unknown as Record<string, unknown>;
    const inside = [...(Array.isArray(fields.elements) ? fields.elements : []), fields.accessory, fields.element];
    return inside
      .filter((element) => isObject(element) && typeof element.action_id === 'string')
      .map((element) => ({ block: String(block.block_id), action: String(element.action_id), element }));
  });
}
