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
    case 'header':
      return bounded('header', block.text.text.length, 1, SLACK.headerText);
    case 'section':
      return [
        ...(block.text === undefined ? [] : bounded('section', block.text.text.length, 1, SLACK.sectionText)),
        ...bounded('fields', block.fields?.length ?? 1, 1, SLACK.fields),
        ...(block.fields ?? []).flatMap(({ text }) => bounded('field', text.length, 1, SLACK.fieldText)),
      ];
    case 'divider':
      return [];
    case 'rich_text':
      return bounded('rich text elements', block.elements.length, 1, Number.MAX_SAFE_INTEGER);
    default:
      // No message of ours has another kind of block; one that comes to have it is counted here first.
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
