import type { AnyBlock } from '@slack/types';
import { isObject } from '../blocks/check.ts';
import { ClientRefusal } from '../client-api.ts';

/**
 * The element of a block; refuses where there is none. An edit gives blocks without an id of their own new ones: who clicks on what they
 * saw right before it is heard all the same, where one element alone can be meant.
 */
export function elementOf(blocks: readonly AnyBlock[], blockId: string, actionId: string): Record<string, unknown> {
  const named = elementsIn(blocks).filter(({ action }) => action === actionId);
  const isThere = blocks.some((block) => block.block_id === blockId);
  const [element, another] = isThere ? named.filter(({ block }) => block === blockId) : named;
  if (element === undefined || (!isThere && another !== undefined))
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
