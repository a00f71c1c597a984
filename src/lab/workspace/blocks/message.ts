import type { AnyBlock } from '@slack/types';
import type { Ids } from '../ids.ts';
import { INVENTED } from '../invented.ts';
import { byType, type Complaints, complain, isObject, list } from './check.ts';
import { contentOf } from './content.ts';
import { MESSAGE_BLOCKS, TABLES } from './layout.ts';

const MARKDOWN = 12_000;
const shape = list(byType(MESSAGE_BLOCKS), 50, 0);

/** What Slack finds wrong with the blocks of a message: an error word, and its sentences. */
export interface BlocksRefused {
  readonly error: 'invalid_blocks' | 'msg_blocks_too_long' | 'only_one_table_allowed' | 'invalid_blocks_format';
  readonly messages: readonly string[];
}

/** Judges the blocks of a message; null where nothing is wrong. */
export function judgeBlocks(blocks: unknown, at = '/blocks'): BlocksRefused | null {
  if (!Array.isArray(blocks)) return { error: 'invalid_blocks_format', messages: [] };
  const complaints: Complaints = [];
  shape(blocks, at, complaints);
  uniqueIds(blocks, at, complaints);
  if (contentOf(ofType(blocks, 'markdown')) > MARKDOWN) {
    complain(complaints, INVENTED.blockFault.tooLong(MARKDOWN), at);
  }
  if (complaints.length > 0) return { error: 'invalid_blocks', messages: complaints };
  if (TABLES.flatMap((type) => ofType(blocks, type)).length > 1)
    return { error: 'only_one_table_allowed', messages: [] };
  if (contentOf(blocks) > INVENTED.blockContent) return { error: 'msg_blocks_too_long', messages: [] };
  return null;
}

function ofType(blocks: readonly unknown[], type: string): unknown[] {
  return blocks.filter((block) => isObject(block) && block.type === type);
}

/** A block's id is its own, and an element's within its block. */
export function uniqueIds(blocks: readonly unknown[], at: string, complaints: Complaints): void {
  repeated(blocks, 'block_id', at, complaints);
  for (const [index, block] of blocks.entries()) {
    if (isObject(block) && Array.isArray(block.elements)) {
      repeated(block.elements, 'action_id', `${at}/${index}/elements`, complaints);
    }
  }
}

function repeated(items: readonly unknown[], name: string, at: string, complaints: Complaints): void {
  const seen = new Set<unknown>();
  for (const [index, item] of items.entries()) {
    const id = isObject(item) ? item[name] : undefined;
    if (id !== undefined && seen.has(id))
      complain(complaints, INVENTED.blockFault.duplicate(name), `${at}/${index}/${name}`);
    seen.add(id);
  }
}

/** The blocks with an id for each block and element that has none, as Slack gives them back. */
export function withIds(blocks: readonly AnyBlock[], ids: Ids): AnyBlock[] {
  return blocks.map((block) => {
    const whole = structuredClone(block) as unknown as Record<string, unknown>;
    if (whole.block_id === undefined) whole.block_id = ids.next('b');
    const elements = Array.isArray(whole.elements) ? whole.elements : [];
    for (const element of [...elements, whole.accessory, whole.element]) {
      if (isObject(element) && takesActions(element) && element.action_id === undefined)
        element.action_id = ids.next('a');
    }
    return whole as unknown as AnyBlock;
  });
}

function takesActions({ type }: Record<string, unknown>): boolean {
  return /^(button|overflow|checkboxes|radio_buttons)$|_select$|picker$|_input$/.test(String(type));
}
