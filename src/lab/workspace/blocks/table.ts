import { INVENTED } from '../invented.ts';
import {
  byType,
  type Check,
  complain,
  flag,
  integer,
  isObject,
  list,
  number,
  object,
  oneOf,
  optional,
  text,
} from './check.ts';
import { contentOf } from './content.ts';
import { richText } from './rich-text.ts';

const CHARACTERS = 10_000;
const cell = byType({
  raw_text: object({ type: oneOf('raw_text'), text: text(CHARACTERS) }),
  raw_number: object({ type: oneOf('raw_number'), text: text(CHARACTERS), value: number }),
  rich_text: richText,
});

const withinCharacters: Check = (value, at, complaints) => {
  if (isObject(value) && contentOf(value.rows) > CHARACTERS) {
    complain(complaints, INVENTED.blockFault.tooLong(CHARACTERS), `${at}/rows`);
  }
};

/** At most 100 rows of 20 cells, 10,000 characters in all. */
export const table: Check = object(
  {
    type: oneOf('table'),
    block_id: optional(text(255)),
    rows: list(list(cell, 20), 100),
    column_settings: optional(
      list(object({ align: optional(oneOf('left', 'center', 'right')), is_wrapped: optional(flag) }), 20),
    ),
  },
  [withinCharacters],
);

/** As a table, with a heading row, a caption and pages. */
export const dataTable: Check = object(
  {
    type: oneOf('data_table'),
    block_id: optional(text(255)),
    rows: list(list(cell, 20), 101, 2),
    caption: text(2_000),
    page_size: optional(integer(1, 100)),
    row_header_column_index: optional(integer(0, 19)),
  },
  [withinCharacters],
);
