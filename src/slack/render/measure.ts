import type { KnownBlock } from '@slack/types';
import type { Page } from '../message.ts';
import { SLACK } from './limits.ts';

/** The length by which a message's blocks are counted. */
export function jsonLength(value: unknown): number {
  return JSON.stringify(value).length;
}

/** What Slack would refuse of a message, one phrase each; nothing where it is within all limits. */
export function faultsOf({ text, blocks }: Page): string[] {
  const tables = blocks.filter(({ type }) => type === 'table' || type === 'data_table');
  return [
    ...bounded('text', text.length, 1, SLACK.text),
    ...bounded('blocks', blocks.length, 1, SLACK.blocksPerMessage),
    ...bounded('JSON of blocks', jsonLength(blocks), 1, SLACK.blocksJson),
    ...bounded('tables', tables.length, 0, SLACK.tablesPerMessage),
    ...blocks.flatMap(blockFaults),
  ];
}

/** The page itself, once it was counted; what exceeds a limit is a bug and never leaves the process. */
export function within(page: Page): Page {
  const faults = faultsOf(page);
  if (faults.length > 0) throw new RangeError(`a message exceeds Slack's limits: ${faults.join('; ')}`);
  return page;
}

function blockFaults(block: KnownBlock): string[] {
  switch (block.type) {
    case 'context':
      return [
        ...bounded('context elements', block.elements.length, 1, SLACK.contextElements),
        ...block.elements.flatMap((each) =>
          'text' in each ? bounded('context', each.text.length, 1, SLACK.contextText) : [],
        ),
      ];
    case 'actions':
      return [
        ...bounded('actions', block.elements.length, 1, SLACK.actionElements),
        ...block.elements.flatMap((each) => (each.type === 'button' ? buttonFaults(each) : [])),
      ];
    case 'table':
      return tableFaults(block.rows);
    case 'rich_text':
      return bounded('rich text elements', block.elements.length, 1, Number.MAX_SAFE_INTEGER);
    default:
      // The renderer makes no other kind of block, so that each kind it makes is counted here.
      return [`a block of type ${block.type} is not counted`];
  }
}

function buttonFaults(button: { text: { text: string }; value?: string; action_id?: string }): string[] {
  return [
    ...bounded('button', button.text.text.length, 1, SLACK.buttonText),
    ...bounded('button value', button.value?.length ?? 1, 1, SLACK.buttonValue),
    ...bounded('action id', button.action_id?.length ?? 1, 1, SLACK.actionId),
  ];
}

function tableFaults(rows: readonly (readonly object[])[]): string[] {
  const cells = rows.flat().map((cell) => ('text' in cell ? String(cell.text).length : Number.NaN));
  return [
    ...bounded('table rows', rows.length, 1, SLACK.tableRows),
    ...rows.flatMap((row) => bounded('table cells', row.length, 1, SLACK.tableCells)),
    ...cells.flatMap((length) => bounded('cell', length, 1, SLACK.tableCharacters)),
    ...bounded(
      'table',
      cells.reduce((sum, length) => sum + length, 0),
      1,
      SLACK.tableCharacters,
    ),
  ];
}

function bounded(what: string, count: number, least: number, most: number): string[] {
  return count >= least && count <= most ? [] : [`${what}: ${count}, not ${least} to ${most}`];
}
