/** Changes in every state, out of real plans and moved by the state machine alone. */

import { digestOfAll } from '../../../src/changes/bound.ts';
import type { Change } from '../../../src/changes/change.ts';
import type { JournalEntry, What } from '../../../src/changes/journal.ts';
import { type Approval, type Progress, requested } from '../../../src/core/approvals/approval.ts';
import { type Event, step } from '../../../src/core/approvals/step.ts';
import { type Plan, type PlanContext, planFor } from '../../../src/core/plans/plan.ts';
import { parseChange } from '../../../src/core/routing/change.ts';
import { sha256 } from '../../../src/digest.ts';
import type { CardNames, CardSubject } from '../../../src/slack/changes/card/index.ts';
import type { Json } from '../../../src/store/store.ts';
import { esxi, host, type Part, proof, route, vmk } from '../../support/host.ts';

export const T0 = Date.UTC(2026, 10, 21, 14, 2, 0);
export const NAMES: CardNames = { who: (id) => `<@${id}>`, operators: '<@UNETOPS>, <!subteam^SSTORAGE>' };

const BASE: readonly Part[] = [
  vmk('vmk0', '203.0.113.14/28'),
  vmk('vmk1', '192.168.20.100/24'),
  route('default', '203.0.113.1', 'vmk0', { source: 'MANUAL' }),
  route('203.0.113.0/28', null, 'vmk0', { source: 'MANUAL' }),
  route('192.168.20.0/24', null, 'vmk1', { source: 'MANUAL' }),
];
const connection = (local: string, foreign: string): Part => {
  const entry = { protocol: 'tcp', local, foreign, state: 'ESTABLISHED' };
  return { connections: [{ ...entry, evidence: proof(entry, 'esxcli network ip connection list') }] };
};
const neighbor = (address: string, vmknic: string, mac: string): Part => {
  const entry = { address, mac, vmknic, netstack: 'defaultTcpipStack' };
  return { neighbors: [{ ...entry, evidence: proof(entry, 'esxcli network ip neighbor list') }] };
};

export const ADD = 'add 192.168.40.0/24 via 192.168.20.1';

export function planOf(words = ADD, name = 'esx-provider', more: Partial<PlanContext> = {}): Plan {
  const state = host(
    esxi('6.7.0', { name, readAt: '2026-11-21T14:01:56.000Z', ageSeconds: 4 }),
    ...BASE,
    connection('203.0.113.14:22', '198.51.100.9:50122'),
    neighbor('192.168.20.1', 'vmk1', '00:50:56:aa:bb:01'),
  );
  const parsed = parseChange(words);
  if ('wrong' in parsed) throw new Error(parsed.wrong);
  const { change } = parsed;
  const proposal = { change, netstack: change.netstack, missing: [], rule: null, questions: [] };
  return planFor(state, proposal, {
    ...{ sha256, host: name, timer: 180, session: { client: '198.51.100.9', server: '203.0.113.14' } },
    configured: [
      { name: 'vcenter', address: '203.0.113.20' },
      { name: 'dns-1', address: '8.8.8.8' },
    ],
    access: { lockdown: 'off' } as never,
    ...more,
  })!;
}

/** A story of one change: each call moves it on and writes the journal as the engine does. */
export class Story {
  readonly plan: Plan;
  change: Change;
  journal: JournalEntry[] = [];
  at = T0;

  constructor(plan: Plan = planOf(), more: Partial<Change> = {}, asked: Partial<Approval> = {}) {
    this.plan = plan;
    const approval = requested({
      ...{ id: 'c-7f3a9k', host: String(plan.host), kind: plan.kind, digest: plan.digest, asker: 'UONCALL' },
      ...{ askedAt: T0, expires: T0 + 1_800_000, quorum: 1, needsReason: false, needsCode: false },
      ...asked,
    });
    this.change = {
      ...{ schema: 'vmkbot/change/1', approval, timer: 180, card: null, thread: null, journal: 0, armed: null },
      ...{ before: null, why: null, saved: null, drift: [], hands: [], clean: false, told: false },
      ...{ group: null, together: null },
      ...more,
    };
    this.note('asked', null, { commands: plan.commands as unknown as Json }, approval.asker);
  }

  note(what: What, phase: JournalEntry['phase'], detail: Json, by: string | null = 'bot/1/abc'): this {
    this.at += 700;
    this.journal.push({ at: this.at, by, what, phase, detail });
    return this;
  }

  move(event: Event, more: Partial<Change> = {}): this {
    const stepped = step(this.change.approval, event);
    if (stepped.kind === 'refused') throw new Error(JSON.stringify(stepped.refusal));
    this.change = { ...this.change, ...more, approval: stepped.approval };
    return this;
  }

  confirm(by: string, reason: string | null = null): this {
    this.note('confirmed', null, { reason }, by);
    const { digest } = this.change.approval;
    return this.move({ kind: 'confirm', by, at: this.at, digest, may: 'yes', reason, code: 'right' });
  }

  claim(): this {
    this.note('claimed', null, { fence: 1, from: null });
    const { digest } = this.change.approval;
    return this.move({ kind: 'claim', holder: 'bot/1/abc', fence: 1, at: this.at, digest });
  }

  to(to: Progress, what: What, phase: JournalEntry['phase'], detail: Json, more: Partial<Change> = {}): this {
    this.note(what, phase, detail);
    return this.move({ kind: 'progress', fence: 1, at: this.at, to }, more);
  }

  end(as: 'verified' | 'rolled-back' | 'void' | 'needs-hands', why: string, more: Partial<Change> = {}): this {
    this.note('ended', null, { as, why });
    return this.move({ kind: 'end', fence: 1, at: this.at, as, why }, more);
  }

  reRead(): this {
    return this.to('re-reading', 're-read', 'before', {});
  }

  arm(): this {
    const before = {
      ...{ routers: [], findings: {} },
      probed: [
        { name: '192.168.20.1', way: 'arp' as const, ok: true },
        { name: 'vcenter (203.0.113.20:443)', way: 'tcp' as const, ok: true },
      ],
    };
    this.reRead();
    const armed = { fence: 1, startBy: 0, timer: 180, sentAt: this.at };
    return this.to('arming', 'arm', 'before', {}, { armed, before });
  }

  applied(): this {
    return this.arm().to('armed', 'applied', 'after', { ran: [{ number: 1, status: 0, output: '' }] });
  }

  confirming(): this {
    return this.applied().to('confirming', 'confirm', 'before', {});
  }

  verifying(): this {
    this.confirming().to('confirmed', 'confirm', 'after', { saved: true }, { saved: true });
    return this.to('verifying', 'verify', 'before', {});
  }

  subject(): CardSubject {
    return { change: this.change, plans: [this.plan], members: [], journal: this.journal };
  }
}

const begun = () => new Story().confirm('UNETOPS', 'ticket 4711').claim();

/** Every state that a card of one host can be in, by a name. */
export const STORIES: Readonly<Record<string, () => Story>> = {
  pending: () => new Story(),
  'pending, strict': () => new Story(planOf(), {}, { quorum: 2, needsReason: true, needsCode: true }),
  'pending, one of two': () => new Story(planOf(), {}, { quorum: 2 }).confirm('UNETOPS', 'ticket 4711'),
  'pending, own session moves': () => new Story(planOf('add 198.51.100.0/24 via 203.0.113.2')),
  'pending, gateway': () => new Story(planOf('gateway 203.0.113.2')),
  confirmed: () => new Story().confirm('UNETOPS'),
  claimed: begun,
  're-reading': () => begun().reRead(),
  waiting: () =>
    begun().reRead().note('waiting', null, { seconds: 214, why: 'the host saves its state at minute :01' }),
  arming: () => begun().arm(),
  armed: () => begun().applied(),
  confirming: () => begun().confirming(),
  verifying: () => begun().verifying(),
  undoing: () =>
    begun()
      .verifying()
      .to('undoing', 'undo', 'before', { why: 'The finding return-path is still there.' }, { why: 'x' }),
  verified: () => begun().verifying().end('verified', 'The table shows the change. The finding return-path is gone.'),
  'verified and clean': () =>
    begun().verifying().end('verified', 'The table shows the change.', { clean: true }).note('clean', 'after', {}),
  'rolled back by the host': () =>
    begun()
      .applied()
      .note('found', 'after', { settled: 'timer' })
      .end('rolled-back', 'Nobody confirmed it in time, so the host took it back by itself.', { clean: true }),
  'rolled back by us': () => {
    const why = 'Not reached any more: vcenter (203.0.113.20:443).';
    return begun()
      .applied()
      .to('undoing', 'undo', 'before', { why }, { why })
      .note('undo', 'after', { answer: 'undone' })
      .end('rolled-back', why);
  },
  'void, moved': () =>
    begun()
      .reRead()
      .end('void', 'The host has moved since this was planned: … Nothing was run.', {
        drift: ['The route 192.168.40.0/24 via 192.168.20.254 by vmk1 in defaultTcpipStack (MANUAL) appeared.'],
      }),
  'void, router silent': () =>
    begun().reRead().end('void', 'The router 192.168.20.1 does not answer ARP. Nothing was run.'),
  'needs hands': () => {
    const why = 'I can no longer reach the host: esx-provider did not answer.';
    const hands = ['esxcli network ip route ipv4 remove --network=192.168.40.0/24 --gateway=192.168.20.1'];
    return begun().applied().end('needs-hands', why, { hands });
  },
  rejected: () => {
    const story = new Story().note('rejected', null, { reason: 'not during the migration' }, 'USTORAGE');
    const reason = 'not during the migration';
    return story.move({ kind: 'reject', by: 'USTORAGE', at: story.at, may: 'yes', reason });
  },
  cancelled: () => {
    const story = new Story().note('cancelled', null, {}, 'UONCALL');
    return story.move({ kind: 'cancel', by: 'UONCALL', at: story.at });
  },
  expired: () =>
    new Story(planOf(), {}, { quorum: 2 })
      .confirm('UNETOPS')
      .note('expired', null, null, null)
      .move({ kind: 'expire', at: T0 + 1_800_000 }),
};

/** Several hosts under one approval; `members` says how far each is. */
export function whole(
  members: readonly ((story: Story) => Story)[],
  { confirmed = false, state = null }: { confirmed?: boolean; state?: NonNullable<Change['together']>['state'] } = {},
): CardSubject {
  const stories = members.map((tell, i) => {
    const story = new Story(planOf(ADD, `esx-0${i + 1}`), { group: 'g-42' }, { id: `c-00000${i + 1}` });
    return tell(story);
  });
  const plans = stories.map(({ plan }) => plan);
  const head = new Story(
    plans[0]!,
    {
      together: {
        members: stories.map(({ change }) => change.approval.id),
        hosts: plans.map(({ host }) => String(host)),
        state,
      },
    },
    {
      id: 'g-42abcd',
      digest: digestOfAll(plans.map(({ digest }) => digest)),
      host: plans.map(({ host: name }) => name).join(', '),
    },
  );
  if (confirmed) head.confirm('UNETOPS', 'ticket 4711');
  return { change: head.change, plans, members: stories.map(({ change }) => change), journal: head.journal };
}

const still = (story: Story) => story;
const go = (story: Story) => story.confirm('UNETOPS').claim();
const good = (story: Story) => go(story).verifying().end('verified', 'The table shows the change.');
const stopped = (story: Story) => story.move({ kind: 'cancel', by: 'UONCALL', at: T0 });

export const WHOLES: Readonly<Record<string, () => CardSubject>> = {
  'several, two need hands': () => whole([good, lost, lost], { confirmed: true, state: 'needs-hands' }),
  'several, pending': () => whole([still, still, still]),
  'several, first under way': () => whole([(story) => go(story).applied(), still, still], { confirmed: true }),
  'several, verified': () => whole([good, good, good], { confirmed: true, state: 'verified' }),
  'several, stopped': () =>
    whole(
      [
        good,
        (story) =>
          go(story).applied().note('found', 'after', { settled: 'timer' }).end('rolled-back', 'A new login failed.'),
        stopped,
      ],
      { confirmed: true, state: 'rolled-back' },
    ),
  'several, time verified': () => whole([brought, byItsWord, notInTime], { confirmed: true, state: 'verified' }),
  'several, being watched': () => whole([brought, watched, watched], { confirmed: true }),
  'several, one needs hands': () =>
    whole(
      [
        (story) =>
          go(story)
            .applied()
            .end('needs-hands', 'I can no longer reach the host.', {
              hands: ['esxcli network ip route ipv4 remove --network=192.168.40.0/24 --gateway=192.168.20.1'],
            }),
        stopped,
        stopped,
      ],
      {
        confirmed: true,
        state: 'needs-hands',
      },
    ),
};

const WATCH = {
  ...{ since: T0, until: T0 + 900_000, next: T0 },
  ...{ server: '10.72.0.123', reach: 0o377, offsetMs: 0.52, obstacle: null, followed: null },
};
const watched = (story: Story) =>
  go(story).verifying().to('watching', 'watch', 'before', { until: WATCH.until }, { watch: WATCH });
const brought = (story: Story) => over(story, 'Time is synchronised.', {});
const byItsWord = (story: Story) =>
  over(story, 'Time is synchronised.', { server: 'by its own word', reach: null, offsetMs: null });
const notInTime = (story: Story) =>
  over(story, 'After 15 min time is not right. No server answers.', { server: null, followed: false });
const over = (story: Story, why: string, more: object) =>
  watched(story).end('verified', why, { watch: { ...WATCH, followed: true, ...more } });

const lost = (story: Story) =>
  go(story)
    .applied()
    .end('needs-hands', 'I can no longer reach the host.', {
      hands: ['esxcli network ip route ipv4 remove --network=192.168.40.0/24 --gateway=192.168.20.1'],
    });

export const SUBJECTS: Readonly<Record<string, () => CardSubject>> = {
  ...Object.fromEntries(Object.entries(STORIES).map(([name, tell]) => [name, () => tell().subject()])),
  ...WHOLES,
};
