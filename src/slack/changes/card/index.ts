/** A change as Slack shows it: data in, pages out. */
export { cardPage } from './card.ts';
export { detailPages, planPages } from './details.ts';
export { decidedBlocks, pendingBlocks } from './pending.ts';
export type { CardNames, CardSubject } from './subject.ts';
export { threadPage } from './thread.ts';
