import type { AnyBlock } from '@slack/types';
import { isObject } from '../blocks/check.ts';
import { withIds } from '../blocks/message.ts';
import type { Slack } from '../slack.ts';
import type { ShownView, TextOnly } from './records.ts';
import { shownView } from './shown.ts';

/** How many modals lie on one another at most. */
export const STACK = 3;

/** Puts a new modal on a person's stack. `view` was judged before. */
export function pushModal(slack: Slack, user: string, view: Record<string, unknown>): ShownView {
  const stack = modalsOf(slack, user);
  const previous = stack.at(-1) ?? null;
  const id = slack.ids.next('V');
  const shown = newView(slack, id, user, 'modal', view, stack[0] ?? id, previous);
  slack.team.modals.set(user, [...stack, id]);
  showTop(slack, user);
  return shown;
}

/** Replaces what a view shows; what was picked in blocks that stay is kept, as long as their ids are the same. */
export function updateView(slack: Slack, shown: ShownView, view: Record<string, unknown>): void {
  Object.assign(shown, contentOf(slack, view), { hash: newHash(slack) });
  const kept = new Set(shown.blocks.map(({ block_id }) => block_id));
  for (const block of shown.values.keys()) if (!kept.has(block)) shown.values.delete(block);
  if (shown.type === 'modal') showTop(slack, shown.user);
  else showHome(slack, shown.user);
}

/** Publishes a person's Home tab. */
export function publishHome(slack: Slack, user: string, view: Record<string, unknown>): ShownView {
  const old = homeOf(slack, user);
  if (old !== null) {
    old.values.clear();
    updateView(slack, old, view);
    return old;
  }
  const id = slack.ids.next('V');
  const shown = newView(slack, id, user, 'home', view, id, null);
  slack.team.homes.set(user, id);
  showHome(slack, user);
  return shown;
}

/** Takes the top modal away, or all of them. Gives what was closed. */
export function closeModals(slack: Slack, user: string, all: boolean): ShownView[] {
  const stack = modalsOf(slack, user);
  const left = all ? [] : stack.slice(0, -1);
  const closed = stack.slice(left.length).flatMap((id) => slack.team.views.get(id) ?? []);
  for (const { id } of closed) slack.team.views.delete(id);
  slack.team.modals.set(user, left);
  showTop(slack, user);
  return closed;
}

export function modalsOf({ team }: Slack, user: string): readonly string[] {
  return team.modals.get(user) ?? [];
}

export function homeOf({ team }: Slack, user: string): ShownView | null {
  return team.views.get(team.homes.get(user) ?? '') ?? null;
}

export function showTop(slack: Slack, user: string): void {
  const top = slack.team.views.get(modalsOf(slack, user).at(-1) ?? '');
  slack.tell({ type: 'modal', view: top === undefined ? null : shownView(slack, top) }, (of) => of === user);
}

function showHome(slack: Slack, user: string): void {
  const home = homeOf(slack, user);
  slack.tell({ type: 'home', view: home === null ? null : shownView(slack, home) }, (of) => of === user);
}

function newView(
  slack: Slack,
  id: string,
  user: string,
  type: ShownView['type'],
  view: Record<string, unknown>,
  root: string,
  previous: string | null,
): ShownView {
  const content = contentOf(slack, view);
  const shown: ShownView = { id, type, user, hash: newHash(slack), root, previous, values: new Map(), ...content };
  slack.team.views.set(id, shown);
  return shown;
}

function contentOf(slack: Slack, view: Record<string, unknown>) {
  const string = (name: string) => (typeof view[name] === 'string' ? (view[name] as string) : '');
  return {
    callbackId: string('callback_id'),
    externalId: string('external_id'),
    privateMetadata: string('private_metadata'),
    blocks: withIds(view.blocks as AnyBlock[], slack.ids),
    title: textOf(view.title),
    submit: textOf(view.submit),
    close: textOf(view.close),
    clearOnClose: view.clear_on_close === true,
    notifyOnClose: view.notify_on_close === true,
  };
}

function textOf(value: unknown): TextOnly | null {
  return isObject(value) ? { type: 'plain_text', text: String(value.text), emoji: value.emoji !== false } : null;
}

function newHash({ ids }: Slack): string {
  return `${ids.ts()}.${ids.secret().slice(0, 8)}`;
}
