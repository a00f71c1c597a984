import type { ViewOutput } from '@slack/bolt';
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Incoming, Paste } from '../incoming.ts';
import type { Place } from '../message.ts';
import { fileGiven } from '../message-content.ts';

/** The modal's callback id, and the action id of buttons that open it. */
export const PASTE_VIEW = 'vmk_paste';
export const OPEN_PASTE = 'vmk_open_paste';
/** The block that holds the question. */
export const QUESTION = 'question';

/** An input of Slack holds so much, and three hold what `esxcfg-vmknic -l` and `esxcfg-route -l` print. */
const BOX = 3_000;
const BOXES = ['paste_1', 'paste_2', 'paste_3'] as const;
const LABELS = ['Paste what the host printed', 'More of it (a box holds 3,000 characters)', 'More of it'];
const MOST_OPTIONS = 100;
const MOST_FILES = 10;

/** What the box is opened with; it travels through Slack and comes back with what was filled in. */
export interface PasteOpening {
  readonly place: Place;
  readonly at?: Place;
  readonly words: string;
  readonly hosts: readonly string[];
}

/** The box for pasting: a question, and a host to choose or an output to paste or drop. */
export function pasteView({ place, at, words, hosts }: PasteOpening): ModalView {
  return {
    type: 'modal',
    callback_id: PASTE_VIEW,
    private_metadata: JSON.stringify({ ...place, ...(at && { at }) }),
    title: plain(isFix(words) ? 'Plan a change' : 'Ask about an output'),
    submit: plain('Ask'),
    close: plain('Cancel'),
    blocks: [
      question(words),
      ...hostList(hosts, isFix(words)),
      ...BOXES.map((id, i) => box(id, LABELS[i]!)),
      fileBox(),
    ],
  };
}

const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });

const isFix = (words: string) => /^fix\b/i.test(words.trim());

function question(words: string): InputBlock {
  return {
    type: 'input',
    block_id: QUESTION,
    optional: true,
    label: plain('Question'),
    hint: plain('As after /vmk. Left empty, everything is checked.'),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      max_length: 500,
      placeholder: plain('why does vMotion use vmk0'),
      ...(words.trim() !== '' && { initial_value: words.trim().slice(0, 500) }),
    },
  };
}

function hostList(hosts: readonly string[], toChange: boolean): KnownBlock[] {
  if (hosts.length === 0) return [];
  const options: PlainTextOption[] = hosts
    .slice(0, MOST_OPTIONS)
    .map((host) => ({ text: plain(host.slice(0, 75)), value: host }));
  const more =
    hosts.length > MOST_OPTIONS ? ` The first ${MOST_OPTIONS} of ${hosts.length}; name another in the question.` : '';
  const select = { type: 'static_select' as const, action_id: 'value', placeholder: plain('Read a host now'), options };
  const why = toChange ? 'The one to change; of a paste only the plan is shown.' : 'Read live, instead of a paste.';
  const hint = plain(`${why}${more}`);
  return [{ type: 'input', block_id: 'host', optional: true, label: plain('Host'), hint, element: select }];
}

function box(id: string, label: string): InputBlock {
  const element = { type: 'plain_text_input' as const, action_id: 'value', multiline: true, max_length: BOX };
  return { type: 'input', block_id: id, optional: true, label: plain(label), element };
}

function fileBox(): InputBlock {
  const element = { type: 'file_input' as const, action_id: 'value', max_files: MOST_FILES };
  return { type: 'input', block_id: 'files', optional: true, label: plain('Or drop files with it'), element };
}

/** A box as it was filled in. */
export type Filled = Pick<Incoming, 'place' | 'at' | 'words' | 'pastes' | 'files' | 'host'>;

/** What somebody filled in, or what is missing by block. */
export function readPaste(view: ViewOutput, user: string): Filled | { readonly errors: Record<string, string> } {
  const at = (block: string) => view.state.values[block]?.value;
  const words = at(QUESTION)?.value?.trim() ?? '';
  const host = at('host')?.selected_option?.value;
  const pastes = pasted(BOXES.map((id) => at(id)?.value ?? ''));
  const files = (at('files')?.files ?? []).flatMap(fileGiven);
  if (host === undefined && pastes.length === 0 && files.length === 0) {
    return { errors: { [BOXES[0]]: 'Paste an output here, choose a host, or drop a file.' } };
  }
  if (host !== undefined && (pastes.length > 0 || files.length > 0)) {
    return { errors: { host: 'A host or an output, not both: which of them is the question about?' } };
  }
  const where = openedIn(view.private_metadata) ?? { place: { channel: user } };
  return { ...where, words: words === '' ? 'check' : words, pastes, files, ...(host !== undefined && { host }) };
}

/** A listing that did not fit one box goes on in the next, so all are one text. A full box ends in the middle of a line. */
function pasted(boxes: readonly string[]): Paste[] {
  const filled = boxes.filter((each) => each.trim() !== '');
  const text = filled.map((each) => (each.length === BOX || each.endsWith('\n') ? each : `${each}\n`)).join('');
  return text === '' ? [] : [{ name: 'paste', text }];
}

/** Where the box was opened; null where Slack gives back something else. Then the person alone is answered. */
function openedIn(metadata: string): Pick<Filled, 'place' | 'at'> | null {
  try {
    const { at, ...place } = JSON.parse(metadata) as Pick<PasteOpening, 'at'> & Place;
    return typeof place.channel === 'string' ? { place, ...(at && { at }) } : null;
  } catch {
    return null;
  }
}
