import { byType, type Check, flag, list, object, oneField, oneOf, optional, text } from './check.ts';
import { imageFields, imageSource, plain, textObject } from './composition.ts';
import { ELEMENTS, elements, MENUS } from './elements.ts';
import { richText } from './rich-text.ts';
import { dataTable, table } from './table.ts';

function block(type: string, fields: Record<string, Check | { optional: Check }>, also: readonly Check[] = []): Check {
  return object({ type: oneOf(type), block_id: optional(text(255)), ...fields }, also);
}

const PICKERS = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker'];
const accessory = byType(elements('button', 'image', 'overflow', ...PICKERS, ...MENUS));
const action = byType(elements('button', 'overflow', 'rich_text_input', ...PICKERS, ...MENUS));
const TYPED = ['plain_text_input', 'number_input', 'file_input', 'rich_text_input'];
const input = byType(elements(...TYPED, ...PICKERS, ...MENUS));

/** What stands in messages, modals and Home tabs alike. */
const EVERYWHERE: Readonly<Record<string, Check>> = {
  section: block(
    'section',
    {
      text: optional(textObject(3_000)),
      fields: optional(list(textObject(2_000), 10)),
      accessory: optional(accessory),
      expand: optional(flag),
    },
    [oneField('text', 'fields', 'both allowed')],
  ),
  header: block('header', { text: plain(150) }),
  divider: block('divider', {}),
  context: block('context', {
    elements: list(byType({ image: ELEMENTS.image!, plain_text: textObject(3_000), mrkdwn: textObject(3_000) }), 10),
  }),
  actions: block('actions', { elements: list(action, 25) }),
  image: block('image', { ...imageFields, title: optional(plain(2_000)) }, [imageSource]),
  rich_text: richText,
  input: block('input', {
    label: plain(2_000),
    hint: optional(plain(2_000)),
    optional: optional(flag),
    dispatch_action: optional(flag),
    element: input,
  }),
};

export const MESSAGE_BLOCKS: Readonly<Record<string, Check>> = {
  ...EVERYWHERE,
  table,
  data_table: dataTable,
  markdown: block('markdown', { text: text(12_000) }),
  file: block('file', { source: oneOf('remote'), external_id: text(255) }),
};

export const VIEW_BLOCKS: Readonly<Record<string, Check>> = EVERYWHERE;

/** Of these a message has one at most. */
export const TABLES: readonly string[] = ['table', 'data_table'];
