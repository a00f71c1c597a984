import { expect, test } from 'vitest';
import { voteSubject } from '../../../src/slack/changes/vote-subject.ts';
import { voteView } from '../../../src/slack/changes/vote-view.ts';
import { SUBJECTS } from './card-subjects.ts';

const OPENING = { act: 'confirm', id: 'c-1', digest: '', reason: true, code: true, at: { channel: 'C1' } } as const;

test('the box for a reason or a code begins with what the card warns of first', () => {
  const { change, plans } = SUBJECTS['pending, own session moves']!();
  const { first, lines } = voteSubject(change as never, plans);
  expect(first[0]).toMatch(/^This moves my own session on esx-provider: /);
  expect(lines.join('\n')).toContain('esx-provider: `esxcli network ip route ipv4 add');
  const [said] = voteView(OPENING, { first, lines }).blocks;
  expect(JSON.stringify(said)).toMatch(
    /^\{"type":"rich_text","elements":\[\{[^[]*"elements":\[\{[^}]*This moves my own[^}]*"bold":true/,
  );
});
