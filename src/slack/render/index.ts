export { ASK, suggestionButtons } from './buttons.ts';
export { element, inline, paragraph } from './elements.ts';
export { OURS, SLACK } from './limits.ts';
export { faultsOf, within } from './measure.ts';
export { renderBug, renderNotice, renderProblem, renderProgress } from './notices.ts';
export { pageOf, small } from './pages.ts';
export type { Rendered } from './rendered.ts';
export { renderReply } from './reply.ts';
