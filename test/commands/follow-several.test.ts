import { expect, test } from 'vitest';
import { followed } from '../../commands/follow.ts';
import type { ChangesPort } from '../../src/changes-port.ts';
import { changeRow } from '../../src/core/describe/change-json.ts';
import { describeChanges } from '../../src/core/describe/changes.ts';
import type { ChangeKept } from '../../src/core/record.ts';
import { planOf, Story, whole } from '../slack/changes/card-subjects.ts';

const go = (story: Story) => story.confirm('UNETOPS').claim();
const good = (story: Story) => go(story).verifying().end('verified', 'The table shows the change.');
const silent = (story: Story) => go(story).reRead().end('void', 'The router 192.168.20.1 does not answer ARP.');

const JOURNAL = good(new Story(planOf())).subject().journal;

/** Of several hosts as their end is kept: with those that were changed. */
function ended(tell: readonly ((story: Story) => Story)[], changed: readonly string[]): ChangeKept {
  const of = whole(tell, { confirmed: true, state: 'void' });
  const together = { ...of.change.together!, changed };
  return { ...of, change: { ...of.change, together }, earlier: 0, names: {} };
}

async function followedTo(kept: ChangeKept) {
  const one = async (id: string) => {
    const member = kept.members.find(({ approval }) => approval.id === id);
    return member === undefined ? kept : { ...kept, change: member, members: [], journal: JOURNAL };
  };
  const stream = followed('g-42abcd', { one } as unknown as ChangesPort, false);
  const lines: string[] = [];
  for await (const line of stream.lines) lines.push(line);
  return { exit: stream.exit!(), text: lines.join('\n') };
}

test('of several hosts, some changed and some not: it did not come to nothing', async () => {
  const kept = ended([good, silent, silent], ['esx-01']);
  const { exit, text } = await followedTo(kept);
  expect(exit).toBe(5);
  expect(text).toContain('Stopped at esx-02 and esx-03: 1 of 3 hosts changed (esx-01).');
  expect(text).toContain('esx-02 and esx-03: The router 192.168.20.1 does not answer ARP.');
  expect(text).toContain('Verified and left so: esx-01.');
  expect(text).toMatch(/\nesx-01: To take it back: `esxcli network ip route ipv4 remove --network=192\.168\.40\.0\/24/);
  expect(text).not.toContain('esx-02: To take it back');
  for (const host of ['esx-01', 'esx-02', 'esx-03']) expect(text).toContain(`${host}: Begins.`);
  const { sections } = describeChanges(
    { open: [], more: 0, ended: [changeRow(kept.change, kept.plans)], names: {} },
    null,
    Date.now(),
  );
  expect(JSON.stringify(sections)).toContain('stopped, 1 of 3 hosts changed');
  expect(JSON.stringify(sections)).not.toContain('void');
});

test('of several hosts none changed: nothing was run', async () => {
  const { exit, text } = await followedTo(ended([silent, silent], []));
  expect(exit).toBe(4);
  expect(text).toContain('none of 2 hosts changed');
});
