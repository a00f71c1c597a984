import { verifyAudit } from '../../src/changes/audit.ts';
import type { Change } from '../../src/changes/change.ts';
import type { Workspace } from '../../src/lab/workspace/index.ts';
import type { Store } from '../../src/store/store.ts';
import { cards, label, notices } from '../e2e/changes-said.ts';
import { said } from '../e2e/said.ts';
import { ASKER, CHANNEL } from './people.ts';

/** What the card says of an end, and the thread. */
const WORDS: Readonly<Record<string, RegExp>> = {
  verified: /is verified/,
  'rolled-back': /reverted the change|was taken back/,
  void: /nothing was run/,
};

/** Whatever people see that is not as it must be behind the end of a change. */
export function untold(workspace: Workspace, { approval: { id, state } }: Change): string[] {
  const all = cards(workspace, CHANNEL).filter(({ metadata }) => metadata?.event_payload.change === id);
  const [card] = all;
  if (card === undefined) return ['it has no card'];
  const shown = card.metadata?.event_payload.state;
  const ends = workspace
    .messages(CHANNEL)
    .filter(({ metadata }) => metadata?.event_payload.key === `change/${id}/${state}`);
  const asker = `"user_id":"${workspace.person(ASKER).id}"`;
  const buttons = workspace.messages(CHANNEL).flatMap(label);
  const confirmed = notices(workspace, CHANNEL, card.ts).filter(({ text }) => text.includes('It begins now'));
  return [
    ...must(all.length === 1, `it has ${all.length} cards`),
    ...must(shown === state, `its card is ${shown}`),
    ...must(WORDS[state]?.test(card.text) === true, `its card says: ${card.text}`),
    ...must(ends.length === 1, `its end was told ${ends.length} times`),
    ...must(
      ends.every(({ thread }) => thread === card.ts),
      'its end was told elsewhere',
    ),
    ...must(
      ends.every(({ text }) => WORDS[state]?.test(text)),
      `its end was told as: ${ends[0]?.text}`,
    ),
    ...must(
      ends.every(({ blocks }) => JSON.stringify(blocks).includes(asker)),
      'its asker was not told',
    ),
    ...must(confirmed.length <= 1, `its confirmation was told ${confirmed.length} times`),
    ...must(
      !buttons.some((text) => ['Confirm', 'Reject', 'Cancel'].includes(text)),
      `buttons are left: ${buttons.join(', ')}`,
    ),
    ...must(said(workspace, CHANNEL, 'progress').length === 0, 'something still says that it is worked on'),
  ];
}

/** Whatever is not as it must be on record. */
export async function unrecorded(store: Store, { approval: { id } }: Change): Promise<string[]> {
  const all = (await store.entries('audit', 1, 10_000)).map(({ entry }) => entry as { change: string; what: string });
  const count = (what: string) => all.filter((each) => each.change === id && each.what === what).length;
  return [
    ...must((await verifyAudit(store)).kind === 'whole', 'the audit is broken'),
    ...['asked', 'confirmed', 'ended'].flatMap((what) =>
      must(count(what) === 1, `\`${what}\` is ${count(what)} times in the audit`),
    ),
  ];
}

const must = (holds: boolean, fault: string): string[] => (holds ? [] : [fault]);
