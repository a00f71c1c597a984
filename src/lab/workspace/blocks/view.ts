import { byType, type Check, type Complaints, flag, isObject, list, object, oneOf, optional, text } from './check.ts';
import { plain } from './composition.ts';
import { VIEW_BLOCKS } from './layout.ts';
import { uniqueIds } from './message.ts';

const common = {
  blocks: list(byType(VIEW_BLOCKS), 100, 0),
  private_metadata: optional(text(3_000, 0)),
  callback_id: optional(text(255, 0)),
  external_id: optional(text(255, 0)),
};

const submitNeeded: Check = (view, at, complaints) => {
  if (!isObject(view) || !Array.isArray(view.blocks) || view.submit !== undefined) return;
  if (view.blocks.some((block) => isObject(block) && block.type === 'input')) {
    complaints.push(`missing required field: submit [json-pointer:${at}]`);
  }
};

const modal = object(
  {
    type: oneOf('modal'),
    title: plain(24),
    submit: optional(plain(24)),
    close: optional(plain(24)),
    clear_on_close: optional(flag),
    notify_on_close: optional(flag),
    submit_disabled: optional(flag),
    ...common,
  },
  [submitNeeded],
);

const home = object({ type: oneOf('home'), ...common });

/** What Slack finds wrong with a view; nothing where it is right. */
export function judgeView(view: unknown, types: readonly ('modal' | 'home')[]): Complaints {
  const complaints: Complaints = [];
  const known: Record<string, Check> = { modal, home };
  byType(Object.fromEntries(types.map((type) => [type, known[type]!])))(view, '/view', complaints);
  if (isObject(view) && Array.isArray(view.blocks)) uniqueIds(view.blocks, '/view/blocks', complaints);
  return complaints;
}
