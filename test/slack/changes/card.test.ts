import { describe, expect, test } from 'vitest';
import { describeChange } from '../../../src/core/describe/change/index.ts';
import type { Plan } from '../../../src/core/plans/plan.ts';
import {
  type CardSubject,
  cardPage,
  detailPages,
  pendingBlocks,
  threadPage,
} from '../../../src/slack/changes/card/index.ts';
import { readButtonValue } from '../../../src/slack/changes/ids.ts';
import type { Page } from '../../../src/slack/message.ts';
import { cardRefusals, mentionsOf } from './card-accepts.ts';
import { ADD, NAMES, planOf, STORIES, Story, SUBJECTS, T0, WHOLES, whole } from './card-subjects.ts';
import { readAloud } from './read-aloud.ts';

const PEOPLE = new Set(['UONCALL', 'UNETOPS', 'USTORAGE', 'SSTORAGE']);
const NOW = T0 + 5_000;
const subject = (name: string) => SUBJECTS[name]!();
const card = (name: string) => cardPage(subject(name), NAMES, NOW);
const read = (name: string) => readAloud(card(name));
const told = (of: CardSubject, last = 1) =>
  threadPage({ change: of.change, entries: of.journal.slice(-last) }, of, NAMES);

const buttons = ({ blocks }: Pick<Page, 'blocks'>) =>
  blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])) as {
    readonly text: { readonly text: string };
    readonly value: string;
    readonly action_id: string;
  }[];
const labels = (page: Pick<Page, 'blocks'>) => buttons(page).map(({ text }) => text.text);

describe.each(Object.keys(SUBJECTS))('%s', (name) => {
  test('every page is within what Slack takes, and its text tells state and host', () => {
    const of = subject(name);
    const page = cardPage(of, NAMES, NOW);
    const thread = told(of);
    const pages = [page, ...(thread === null ? [] : [thread]), ...detailPages(of, NAMES)];
    expect(pages.flatMap((each) => cardRefusals(each, PEOPLE))).toEqual([]);
    const home = pendingBlocks(of, NAMES, NOW, 'UNETOPS');
    expect(cardRefusals({ text: 'Home', blocks: home }, PEOPLE)).toEqual([]);
    expect(page.text).toMatch(
      /^(pending|being applied|applied, watching|verified|rolled back|void|needs hands|rejected|cancelled|expired) · /,
    );
    expect(page.text).toMatch(of.members.length > 0 ? /3 hosts/ : /esx-provider/);
    expect(JSON.stringify(pages)).not.toMatch(/undefined|NaN|\[object|!"|sorry|please/i);
  });

  test('its buttons carry id and digest, or words to ask, and nothing else', () => {
    for (const { value, action_id: action } of buttons(card(name))) {
      if (action === 'vmk_change_again') expect(value).toBe(`fix route esx-provider ${ADD}`);
      else expect(readButtonValue(value)).not.toBeNull();
    }
  });
});

describe('a card that waits', () => {
  test('shows everything that a second person must see', () => {
    const shown = read('pending');
    expect(shown).toMatch(
      /^\*\*esx-provider: add a route to 192\.168\.40\.0\/24 via 192\.168\.20\.1\*\* · asked by @UONCALL · waits for one operator · expires 14:32\n/,
    );
    for (const part of [
      '    esxcli network ip route ipv4 add --network=192.168.40.0/24 --gateway=192.168.20.1\n',
      'esx-provider, ESXi 6.7.0 · stack `defaultTcpipStack` · read 14:01:56',
      'Gateway `192.168.20.1`, on the link of vmk1',
      'The path of exactly 256 addresses changes: 192.168.40.0–192.168.40.255',
      'vmk0 via 203.0.113.1 → vmk1 via 192.168.20.1.',
      'Protected peers unchanged: my own session, vcenter and dns-1.',
      'Undo: `esxcli network ip route ipv4 remove --network=192.168.40.0/24 --gateway=192.168.20.1`',
      'reverts itself after 180 s unless it is confirmed by a new login · survives a reboot',
      'May confirm: @UNETOPS, @SSTORAGE',
    ])
      expect(shown).toContain(part);
    const { plans } = subject('pending');
    const open = plans[0]!.checks.filter(
      ({ state, id }) => state === 'not-known' || (state === 'asked' && id !== 'C11'),
    );
    expect(open.length).toBeGreaterThan(1);
    expect(shown).toContain('To judge before confirming (1 more in the details)');
    for (const { text } of open) expect(shown).toContain(text);
  });

  test('its buttons are those of the contract; on the Home tab those that the reader can use', () => {
    expect(labels(card('pending'))).toEqual(['Confirm', 'Reject', 'Cancel', 'Show details']);
    const home = (reader: string) => labels({ blocks: pendingBlocks(subject('pending'), NAMES, NOW, reader) });
    expect(home('UONCALL')).toEqual(['Cancel', 'Show details']);
    expect(home('UNETOPS')).toEqual(['Confirm', 'Reject', 'Show details']);
  });

  test.each(['pending', 'pending, own session moves', 'pending, strict', 'several, pending', 'needs hands'])(
    'nothing is decided on the Home tab that is not shown there: %s',
    (name) => {
      const home = readAloud({ blocks: pendingBlocks(subject(name), NAMES, NOW, 'UNETOPS') });
      const facts = read(name).split('\n').slice(0, -1);
      const isTold = (line: string) => line.split(' | ').every((part) => home.includes(part));
      expect(facts.filter((line) => !line.startsWith('[') && !line.startsWith('host | ') && !isTold(line))).toEqual([]);
      expect(facts.length).toBeGreaterThan(5);
      expect(home.split('\n')[0]).toBe(facts[0]);
    },
  );

  test('with enough confirmations there is nothing left to decide', () => {
    expect(labels(card('confirmed'))).toEqual(['Show details']);
    expect(read('confirmed')).not.toContain('May confirm');
  });

  test('times are the reader’s own', () => {
    const dates = JSON.stringify(card('pending').blocks).match(/"type":"date".*?"fallback"/g)!;
    expect(dates).toHaveLength(2);
    expect(dates[0]).toContain(`"timestamp":${(T0 + 1_800_000) / 1000},"format":"{time}"`);
  });

  test('says who confirmed with the reason, how many are missing, and what a confirmation takes', () => {
    expect(read('pending, one of two')).toContain('Confirmed by @UNETOPS 14:02: “ticket 4711”');
    expect(read('pending, one of two')).toContain('waits for one more operator');
    expect(read('pending, strict')).toContain(
      '2 people other than the asker must confirm. Confirming takes a reason and a one-time code.',
    );
  });

  test('a change that moves the bot’s own session says so first, in the notification too', () => {
    expect(read('pending, own session moves')).toMatch(/^\*\*This moves my own session on esx-provider: answers to /);
    expect(card('pending, own session moves').text).toMatch(/^pending · This moves my own session/);
  });

  test('beyond its time it says so', () => {
    expect(readAloud(cardPage(subject('pending'), NAMES, T0 + 1_800_000))).toContain('its time was over at 14:32');
  });
});

describe('a card under way', () => {
  test.each([
    ['claimed', 'Begun'],
    ['re-reading', 'Reading the host again'],
    ['waiting', 'Waiting until 14:05: the host saves its state at minute :01'],
    ['arming', 'Sending timer and commands in one'],
    ['armed', 'Making a new login'],
    ['confirming', "Stopping the host's timer"],
    ['verifying', 'Reading the table and the findings once more'],
    ['undoing', 'Taking it back: The finding return-path is still there.'],
  ])('%s', (name, last) => {
    const lines = read(name).split('\n');
    expect(lines.filter((line) => line.startsWith('  •')).at(-1)).toContain(last);
    expect(labels(card(name))).toEqual([]);
  });

  test('says when it reverts itself as long as that is so', () => {
    const reverts = 'reverts itself at 14:05:02 unless it is confirmed by a new login';
    expect(['arming', 'armed', 'confirming'].filter((name) => !read(name).includes(reverts))).toEqual([]);
    expect(['claimed', 'verifying', 'undoing', 'verified'].filter((name) => read(name).includes('reverts'))).toEqual(
      [],
    );
  });
});

describe('an end', () => {
  test('verified, though nobody could ask the router: that is said', () => {
    const plan = planOf();
    const text =
      'Whether 192.168.20.1 answers ARP is not asked on this version: 3.5.0 has no command for it that I know.';
    const checks = plan.checks.map((each) =>
      each.id === 'C9' ? { ...each, state: 'not-known' as const, text } : each,
    );
    const of = subject('verified');
    const before = { ...of.change.before!, probed: [] };
    const shown = readAloud(
      cardPage({ ...of, plans: [{ ...plan, checks }], change: { ...of.change, before } }, NAMES, NOW),
    );
    expect(shown).toMatch(
      /^\*\*esx-provider: the change is verified, but whether 192\.168\.20\.1 answers is not known\.\*\*/,
    );
    expect(shown).toContain('Whether 192.168.20.1 answers ARP was not asked on this version.');
    expect(read('verified')).not.toContain('was not asked');
  });

  test('verified: what was checked, how long it took, what takes it back', () => {
    const shown = read('verified');
    expect(shown).toContain('The table shows the change. The finding return-path is gone.');
    expect(shown).toContain('192.168.20.1 answers ARP');
    expect(shown).toContain('vcenter (203.0.113.20:443) reached from here as before');
    expect(shown).toMatch(/ · \d+\.\d s\n/);
    expect(shown).toContain('Whether anybody in 192.168.40.0/24 is reached this way was not tried.');
    expect(shown).toContain('To take it back: `esxcli network ip route ipv4 remove');
    expect(shown).toContain('confirmed by @UNETOPS 14:02: “ticket 4711”');
  });

  test('whoever took it back is named: the host by itself, or we', () => {
    expect(read('rolled back by the host')).toMatch(/^\*\*esx-provider reverted the change by itself\.\*\*/);
    expect(read('rolled back by the host')).toContain('Nothing of it is left on the host.');
    expect(read('rolled back by us')).toMatch(/^\*\*esx-provider: the change was taken back\.\*\*/);
    // What is not yet tidied up is not said to be gone.
    expect(read('rolled back by us')).not.toContain('Nothing of it is left');
    expect(read('rolled back by us')).toContain('What it changed in the table is again as it was at 14:01:56.');
  });

  test('void: what moved, and words to plan it again', () => {
    expect(read('void, moved')).toContain('The route 192.168.40.0/24 via 192.168.20.254 by vmk1');
    expect(labels(card('void, moved'))).toEqual(['Plan again']);
    expect(labels(card('expired'))).toEqual(['Plan again']);
    expect(read('void, router silent').match(/nothing was run/gi)).toHaveLength(1);
  });

  test('needs hands: exactly what to type, and the button that closes it', () => {
    expect(read('needs hands')).toContain(
      '    esxcli network ip route ipv4 remove --network=192.168.40.0/24 --gateway=192.168.20.1\n',
    );
    expect(read('needs hands')).toContain('Its timer should have taken the change back at 14:05:02');
    expect(labels(card('needs hands'))).toEqual(['I did this', 'Show details']);
  });

  test.each(['verified', 'rolled back by the host', 'rejected', 'cancelled'])('%s has no buttons', (name) => {
    expect(labels(card(name))).toEqual([]);
  });
});

describe('what a card asks', () => {
  const cardOf = (plan: Plan) => readAloud(cardPage(new Story(plan).subject(), NAMES, NOW));
  const judged = (shown: string) =>
    /To judge before confirming[^\n]*\n((?: {2}• [^\n]*\n)*)/.exec(shown)?.[1]?.trim().split('\n') ?? [];

  test('three questions at most, of this plan; the standing ones and the statements are in the details', () => {
    const plan = planOf(ADD, 'esx-provider', {
      session: null,
      access: null,
      configured: [{ name: 'vcenter', address: '192.168.40.9' }],
    });
    const shown = cardOf(plan);
    expect(plan.questions.length).toBeGreaterThan(3);
    expect(judged(shown).length).toBeGreaterThan(0);
    expect(judged(shown).length).toBeLessThan(4);
    for (const line of judged(shown)) expect(line).toMatch(/\?$/);
    expect(shown).toContain('Not known: Which session is my own was not read.');
    expect(shown).not.toContain('Replies follow the table too');
    expect(shown).not.toContain('Do clients reach the host that way');
    const details = detailPages(new Story(plan).subject()).map(readAloud).join('\n');
    expect(details).toContain('Replies follow the table too');
    expect(details).toContain('Do clients reach the host that way');
  });

  test('a protected peer that moves stands first, as the own session does', () => {
    const plan = planOf(ADD, 'esx-provider', { configured: [{ name: 'vcenter', address: '192.168.40.9' }] });
    expect(cardOf(plan)).toMatch(
      /^\*\*This moves vcenter on esx-provider: what goes to 192\.168\.40\.9 would leave by vmk1 via 192\.168\.20\.1 instead of vmk0 via 203\.0\.113\.1\.\*\*/,
    );
  });
});

describe('several hosts', () => {
  test('the first is marked, each has its state, what is alike is said once', () => {
    const shown = read('several, pending');
    expect(shown).toContain('esx-01 (first) | 6.7.0 | 14:01:56 UTC | pending\nesx-02 | ');
    expect(shown.match(/exactly 256 addresses/g)).toHaveLength(1);
    expect(labels(card('several, pending'))).toEqual(['Confirm', 'Reject', 'Cancel', 'Show details']);
  });

  test('what differs names its hosts', () => {
    const of = subject('several, pending');
    const plans = [of.plans[0]!, { ...of.plans[1]!, questions: ['Is esx-02 in use?'] }, of.plans[2]!];
    const shown = readAloud(cardPage({ ...of, plans }, NAMES, NOW));
    expect(shown).toContain('  • esx-02: Is esx-02 in use?');
    expect(shown).toContain('  • esx-01 and esx-03: Does 192.168.20.1 lead to those networks?');
  });

  test('stopped at the first that failed: what stays, what was not begun', () => {
    const shown = read('several, stopped');
    expect(shown).toMatch(/^\*\*Stopped at esx-02: 1 of 3 hosts changed \(esx-01\)\.\*\*/);
    expect(shown).toContain('Verified and left so: esx-01.');
    expect(shown).toContain(
      'On esx-01: To take it back: `esxcli network ip route ipv4 remove --network=192.168.40.0/24',
    );
    expect(shown).toContain('esx-03 | 6.7.0 | 14:01:56 UTC | not begun');
  });

  test('several that are verified keep what was run and what takes it back, on the card and in the thread', () => {
    const of = WHOLES['several, verified']!();
    const end = readAloud(threadPage({ change: of.change, entries: [] }, of, NAMES)!);
    for (const shown of [read('several, verified'), end]) {
      expect(shown).toContain('esxcli network ip route ipv4 add --network=192.168.40.0/24 --gateway=192.168.20.1');
      expect(shown).toContain('To take it back: `esxcli network ip route ipv4 remove --network=192.168.40.0/24');
      expect(shown).toContain('was not tried');
      expect(shown).toMatch(/All of it took \d+\.\d s\./);
    }
  });

  test('a part that needs hands has its own button', () => {
    const [button] = buttons(card('several, one needs hands'));
    expect(button).toMatchObject({ text: { text: 'I did this' } });
    expect(readButtonValue(button!.value)!.id).toBe('c-000001');
  });

  test('where several parts need hands, each button says of which host', () => {
    expect(labels(card('several, two need hands'))).toEqual(['I did this on esx-02', 'I did this on esx-03']);
  });

  test('a hundred hosts are one page, and their details a few', () => {
    const of = whole(Array.from({ length: 100 }, () => (story: Story) => story));
    const page = cardPage(of, NAMES, NOW);
    const details = detailPages(of, NAMES);
    expect([page, ...details].flatMap((each) => cardRefusals(each, PEOPLE))).toEqual([]);
    expect(readAloud(page)).toMatch(/… \d+ more/);
    expect(details.map(readAloud).join('\n')).toMatch(/\d+ more hosts are planned alike/);
    expect(details.length).toBeLessThan(9);
    expect(details.map(readAloud).join('\n')).not.toContain('answer.txt');
  });
});

describe('more than a page holds', () => {
  const many = (n: number) => Array.from({ length: n }, (_, i) => `The route 10.${i >> 8}.${i & 255}.0/24 appeared.`);

  test('hundreds of lines that moved, of peers, of names', () => {
    const moved = subject('void, moved');
    const drifted = { ...moved, change: { ...moved.change, drift: many(500) } };
    const waits = subject('pending, gateway');
    const peer = waits.plans[0]!.protected.find(({ fate }) => fate === 'moves')!;
    const peers = many(300).map((name) => ({ ...peer, role: 'https' as const, name }));
    const crowded = { ...waits, plans: [{ ...waits.plans[0]!, protected: peers }] };
    const everybody = { ...NAMES, operators: Array(2_000).fill('<@UNETOPS>').join(', ') };
    const pages = [
      cardPage(drifted, NAMES, NOW),
      threadPage({ change: drifted.change, entries: [] }, drifted, NAMES)!,
      cardPage(crowded, everybody, NOW),
      ...detailPages(crowded, NAMES),
    ];
    expect(pages.flatMap((page) => cardRefusals(page, PEOPLE))).toEqual([]);
    expect(readAloud(pages[0]!)).toMatch(/\d+ more in the details/);
    // What takes it back is never what is left off.
    expect(readAloud(pages[2]!)).toContain('288 more peers would be reached another way');
    expect(readAloud(pages[2]!)).toContain('Undo: `');
  });
});

describe('the thread', () => {
  test('is told of a confirmation and what it waits for', () => {
    const page = told(subject('pending, one of two'))!;
    expect(readAloud(page)).toBe('Confirmed by @UNETOPS: “ticket 4711”. It waits for one more operator until 14:32.');
    expect(readAloud(told(subject('confirmed'))!)).toBe('Confirmed by @UNETOPS. It begins now.');
  });

  test.each(['claimed', 're-reading', 'waiting', 'armed', 'confirming', 'verifying', 'undoing'])(
    'is told nothing of progress: %s',
    (name) => expect(told(subject(name))).toBeNull(),
  );

  test.each(Object.keys(STORIES).filter((name) => !/pending|confirmed|claimed|ing$|armed|clean/.test(name)))(
    'an end is told to whoever asked: %s',
    (name) => {
      const page = told(subject(name))!;
      expect(mentionsOf(page)).toContain('UONCALL');
      expect(page.text).toContain('<@UONCALL>');
    },
  );

  test('an end that was not told before a crash is told without entries', () => {
    const of = subject('verified');
    expect(told({ ...of, journal: of.journal }, 0)).not.toBeNull();
    expect(threadPage({ change: of.change, entries: [] }, of, NAMES)).toEqual(told(of));
    const waits = subject('pending');
    expect(threadPage({ change: waits.change, entries: [] }, waits, NAMES)).toBeNull();
  });

  test('of the parts of a whole only what went wrong', () => {
    const of = WHOLES['several, stopped']!();
    const [good, bad, notBegun] = of.members.map((change) => threadPage({ change, entries: [] }, of, NAMES));
    expect(good).toBeNull();
    expect(notBegun).toBeNull();
    expect(readAloud(bad!)).toMatch(/^\*\*esx-02: the change was taken back\.\*\*/);
    const end = threadPage({ change: of.change, entries: [] }, of, NAMES)!;
    expect(readAloud(end)).toContain('Stopped at esx-02: 1 of 3 hosts changed (esx-01).');
    expect(readAloud(end)).toContain('Taken back: esx-02.');
  });
});

test('details hold every check, both tables, and what happened', () => {
  const shown = detailPages(subject('verified'), NAMES).map(readAloud).join('\n');
  for (let i = 1; i <= 17; i++)
    expect(shown).toMatch(
      new RegExp(`• .* \\(C${i}: (good|not known|for a person to judge|looked at right before the change)\\)`),
    );
  expect(shown).toContain(
    '192.168.40.0–192.168.40.255 (192.168.40.0/24) | vmk0 via 203.0.113.1 | vmk1 via 192.168.20.1',
  );
  expect(shown).toMatch(/192\.168\.20\.0\/24\s+on the link\s+vmk1\s+MANUAL/);
  expect(shown).toContain('Confirmed by @UNETOPS: “ticket 4711”.');
  expect(shown).toContain('The timer runs and the host ran the command (status 0).');
});

test('a name that is no mention stays text', () => {
  const page = cardPage(subject('pending'), { who: () => '<!channel>', operators: '<!here>, <@U1|x>, `a' }, NOW);
  expect(mentionsOf(page)).toEqual(new Set());
  expect(readAloud(page)).toContain('asked by <!channel>');
  expect(cardRefusals(page, PEOPLE)).toEqual([]);
});

test('other plans: a gateway, a removal on another stack', () => {
  for (const words of ['gateway 203.0.113.2', 'remove 192.168.20.0/24']) {
    const page = cardPage(new Story(planOf(words)).subject(), NAMES, NOW);
    expect(cardRefusals(page, PEOPLE)).toEqual([]);
  }
});

describe('in a terminal', () => {
  const shown = { who: (id: string) => `@${id}`, when: (at: number) => new Date(at).toISOString().slice(11, 16) };

  test.each(Object.keys(SUBJECTS))('the same words: %s', (name) => {
    const reply = describeChange(subject(name), shown);
    expect(JSON.stringify(reply)).not.toMatch(/undefined|NaN|\[object/);
    expect(reply.headline.text).toMatch(/^(esx-provider|3 hosts|Stopped at esx-0[12]|This moves my own session)/);
    expect(reply.sections.map(({ title }) => title)).toContain('What happened');
  });

  test('who asked and confirmed, and what is to be typed', () => {
    const text = JSON.stringify(describeChange(subject('needs hands'), shown));
    expect(text).toContain('esx-provider needs hands.');
    expect(text).toContain('confirmed by @UNETOPS 14:02: “ticket 4711”');
    expect(text).toContain('route ipv4 remove --network=192.168.40.0/24');
  });
});
