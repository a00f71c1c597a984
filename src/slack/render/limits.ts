/** What Slack refuses or cuts, in characters and counts; each with where it is known from. */
export const SLACK = {
  /** docs.slack.dev/reference/block-kit/blocks */
  blocksPerMessage: 50,
  blocksPerView: 100,
  /**
   * Undocumented, error `msg_blocks_too_long`. Accepted: markdown of 13,297 characters (bolt-js #2509), rich text whose JSON had
   * 15,561 (bolt-js #2867); refused: JSON of 17,694. The JSON counts more than any other way to count.
   */
  blocksJson: 13_000,
  /** docs chat.postMessage: 4,000 advised, cut past 40,000; empty `text` is announced to screen readers as nothing. */
  text: 4_000,
  /** @slack/types: section, field, header, context element. */
  sectionText: 3_000,
  fields: 10,
  fieldText: 2_000,
  headerText: 150,
  contextElements: 10,
  contextText: 3_000,
  /** @slack/types: actions and button. */
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  actionId: 255,
  blockId: 255,
  /** docs table-block: rows with the header; `only_one_table_allowed` a message. */
  tablesPerMessage: 1,
  tableRows: 100,
  tableCells: 20,
  tableCharacters: 10_000,
  /** docs views: title, submit and close; private_metadata; callback_id; plain_text_input. */
  viewTitle: 24,
  privateMetadata: 3_000,
  callbackId: 255,
  inputText: 3_000,
} as const;

/** What we keep to by choice. */
export const OURS = {
  /** Messages of detail in a thread before the whole becomes a file. */
  details: 6,
  /** JSON of a message's parts: leaves room below `blocksJson` for the line at its end. */
  pageJson: 12_000,
  /** JSON of one part, so that a few fit a message whatever they hold. */
  partJson: 4_000,
  /** A table for the thread's narrow panel stands in columns up to here; a wider one is a table that scrolls. */
  columns: 48,
  /** A picture of plain characters fits that panel, too. */
  chart: 48,
  /** Lines of output wider than this have their columns moved together. */
  quoted: 72,
  /** A title is a few words. */
  title: 150,
  context: 600,
  suggestions: 5,
  suggestion: 300,
} as const;
