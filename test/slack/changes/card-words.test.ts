import { describe, expect, test } from 'vitest';
import type { Change } from '../../../src/changes/change.ts';
import { type CardSubject, cardPage, detailPages, threadPage } from '../../../src/slack/changes/card/index.ts';
import { voteSubject } from '../../../src/slack/changes/vote-subject.ts';
import { mentionsOf } from './card-accepts.ts';
import { NAMES, planOf, STORIES, Story, T0, WHOLES } from './card-subjects.ts';
import { readAloud } from './read-aloud.ts';

const shownOf = (story: Story) => readAloud(cardPage(story.subject(), NAMES, T0 + 5_000));
const read = (words: string) => shownOf(new Story(planOf(words)));
const firstLine = (text: string) => text.split('\n')[0];

test('a router that answers is named once with its MAC; the details quote the line of the host', () => {
  const story = new Story();
  expect(shownOf(story)).toContain(
    'Gateway `192.168.20.1`, on the link of vmk1 · answers there as `00:50:56:aa:bb:01`',
  );
  expect(shownOf(story).match(/00:50:56:aa:bb:01/g)).toHaveLength(1);
  const details = detailPages(story.subject()).map(readAloud).join('\n');
  expect(details).toMatch(/192\.168\.20\.1 answers on the link: 00:50:56:aa:bb:01 \(`192\.168\.20\.1 /);
});

describe('a plan that changes no path now', () => {
  const BY_DEFAULT = 'add 10.97.0.0/16 via 203.0.113.1';

  test('says so first, and what the route is good for; it can be confirmed', () => {
    expect(firstLine(read(BY_DEFAULT))).toBe(
      '**This changes nothing now on esx-provider: 10.97.0.0/16 is sent to 203.0.113.1 already, by the default route. The route keeps it there when the default gateway changes.**',
    );
    expect(read(BY_DEFAULT)).toContain('[Confirm]');
  });

  test('says so in the notification and in the box of a confirmation', () => {
    const { change, plans, ...rest } = new Story(planOf(BY_DEFAULT)).subject();
    const { text } = cardPage({ change, plans, ...rest }, NAMES, T0);
    expect(text).toMatch(/^pending · This changes nothing now on esx-provider: /);
    expect(voteSubject(change, plans).first[0]).toContain('This changes nothing now');
  });

  test('by another entry than the default one it promises nothing of the default gateway', () => {
    const plan = planOf(BY_DEFAULT);
    const wider = { ...plan.listing.routes[0]!, network: '10.96.0.0/12', gateway: '203.0.113.1' };
    const listing = { ...plan.listing, routes: [...plan.listing.routes, wider] };
    expect(firstLine(shownOf(new Story({ ...plan, listing })))).toBe(
      '**This changes nothing now on esx-provider: 10.97.0.0/16 keeps its way. The route counts once the entries that send it now are gone.**',
    );
  });

  test('where a path changes nothing of it is said', () => {
    expect(shownOf(new Story())).not.toContain('nothing now');
  });
});

describe('taken back', () => {
  const RAN = 'Taken back: `esxcli network ip route ipv4 add --network=192.168.40.0/24 --gateway=192.168.20.1`.';

  test.each(['rolled back by the host', 'rolled back by us'])('shows what was run: %s', (name) => {
    expect(shownOf(STORIES[name]!())).toContain(RAN);
  });

  test('what was never run is not said to be taken back', () => {
    const end = 'Its timer did not start; nothing was changed.';
    expect(shownOf(STORIES.armed!().end('rolled-back', end))).not.toContain('Taken back: ');
  });
});

describe('a part of a whole that ends', () => {
  const toldOf = (of: CardSubject, change = of.change) => mentionsOf(threadPage({ change, entries: [] }, of, NAMES)!);
  const stopped: CardSubject = WHOLES['several, stopped']!();
  const hands: CardSubject = WHOLES['several, one needs hands']!();

  test('the end of the whole mentions whoever asked, that of its part nobody', () => {
    for (const [of, part] of [
      [stopped, stopped.members[1]!],
      [hands, hands.members[0]!],
    ] as const) {
      expect([...toldOf(of, part)]).toEqual([]);
      expect(toldOf(of)).toContain('UONCALL');
    }
  });

  test('a host that needs hands is not kept from them until the others have ended', () => {
    const goesOn: Change = { ...STORIES.armed!().change, group: 'g-42' };
    const whole = { ...hands, members: [hands.members[0]!, goesOn] };
    expect(toldOf(whole, hands.members[0]!)).toContain('UONCALL');
  });
});
