import type { KnownBlock } from '@slack/types';
import type { Page } from '../message.ts';
import { element, type Inline, inline, paragraph, portions } from './elements.ts';
import { pageOf, small } from './pages.ts';

/** A problem: what is wrong, then what to do next. The request id is the one that the logs carry. */
export function renderProblem({ message, next }: { message: string; next: string }, requestId?: string): Page {
  return pageOf([said(inline(message, { bold: true }), next), ...request(requestId)]);
}

/** A fault of the bot itself: nothing of it is shown but the id under which it was logged. */
export function renderBug(requestId: string): Page {
  const fault = 'vmkbot failed on this, by a fault of its own.';
  const next = `Ask again. If it fails again, give whoever runs vmkbot the request id \`${requestId}\`.`;
  return pageOf([said(inline(fault, { bold: true }), next)]);
}

/** What is being done now; it is replaced by the answer. */
export function renderProgress(text: string): Page {
  return pageOf([said(inline(text))]);
}

/** A plain remark, and what to do next where there is something. */
export function renderNotice(text: string, next?: string): Page {
  return pageOf([said(inline(text), next)]);
}

function said(first: readonly Inline[], next = ''): KnownBlock {
  const paragraphs = [first, inline(next)].filter((elements) => elements.length > 0).map(atMost);
  const elements = paragraphs.length === 0 ? [[element('Nothing to say.')]] : paragraphs;
  return { type: 'rich_text', elements: elements.map(paragraph) };
}

/** One portion; where there is more, it says how much was left out. */
function atMost(elements: readonly Inline[]): Inline[] {
  const [first, ...rest] = portions(elements);
  const left = rest.flat().reduce((sum, { text }) => sum + text.length, 0);
  return left === 0 ? first! : [...first!, element(`(${left} more characters are not shown)`)];
}

function request(id: string | undefined): KnownBlock[] {
  return id === undefined ? [] : [small(`Request ${id}`)];
}
