import type { Reply } from '../../core/reply.ts';
import type { Page } from '../message.ts';
import { pieces } from '../text/cut.ts';
import { visibleLine } from '../text/visible.ts';
import { asText } from './as-text.ts';
import { suggestionButtons } from './buttons.ts';
import { inline, paragraph, portions, proof } from './elements.ts';
import { OURS } from './limits.ts';
import { pageOf, pagesOf, small } from './pages.ts';
import type { Titled } from './part.ts';
import { partsOf } from './parts.ts';
import type { Rendered } from './rendered.ts';

export const FILE_NAME = 'answer.txt';

/** A reply as messages: the answer in one line for the channel, its reasons in as few messages of the thread as hold them. */
export function renderReply(reply: Reply, { suggestions = [] }: { suggestions?: readonly string[] } = {}): Rendered {
  const [headline, ...rest] = headlineOf(reply);
  const [context, ...more] = pieces(visibleLine(reply.context ?? ''), OURS.context);
  const parts: Titled[] = [
    ...rest.map((elements): Titled => ({ title: 'The answer (continued)', part: { kind: 'prose', elements } })),
    ...more.flatMap((text) =>
      portions(inline(text)).map(
        (elements): Titled => ({ title: 'From (continued)', part: { kind: 'prose', elements } }),
      ),
    ),
    ...partsOf(reply),
  ];
  const { pages, all } = pagesOf(parts);
  const line = [context, where(pages.length, all)].filter((text) => text !== '').join(' · ');
  const root = pageOf([
    { type: 'rich_text', elements: [paragraph(headline!)] },
    ...(line === '' ? [] : [small(line)]),
    ...suggestionButtons(suggestions),
  ]);
  const details = pages.map((blocks, i) => detail(blocks, i, pages.length, all));
  if (all) return { root, details };
  return { root, details, file: { name: FILE_NAME, title: 'The whole answer', text: asText(reply) } };
}

/** The first sentence is bold; what a headline is too long for goes on in the thread. */
function headlineOf({ headline }: Reply): ReturnType<typeof portions> {
  const text = headline.text.trim() === '' ? 'No answer in words.' : headline.text;
  const first = /^.*?[.?!](?=\s)/s.exec(text)?.[0] ?? text;
  const rest = inline(text.slice(first.length));
  return portions([...inline(first, { bold: true }), ...rest, ...proof(headline)]);
}

function where(pages: number, all: boolean): string {
  if (pages === 0) return '';
  const messages = pages === 1 ? 'details in the thread' : `details in the thread (${pages} messages)`;
  return all ? messages : `${messages.slice(0, -1)} and a file)`;
}

function detail(blocks: Parameters<typeof pageOf>[0], at: number, count: number, all: boolean): Page {
  if (count === 1 && all) return pageOf(blocks);
  const last = at === count - 1;
  const goesOn = last ? '' : ' · continued below';
  const inFile = last && !all ? ` · too long for more messages: the file ${FILE_NAME} has the whole answer` : '';
  return pageOf([...blocks, small(`${at + 1} of ${count}${goesOn}${inFile}`)]);
}
