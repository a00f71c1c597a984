import { describe, expect, test } from 'vitest';
import { describePlan } from '../../src/core/describe/plan.ts';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { drift, listingOf } from '../../src/core/plans/listing.ts';
import { type Plan, type PlanContext, planFor } from '../../src/core/plans/plan.ts';
import type { Proposal } from '../../src/core/plans/proposal.ts';
import { parseChange } from '../../src/core/routing/change.ts';
import { sha256 } from '../../src/digest.ts';
import { esxi, host, type Part, proof, route, stack, vmk } from '../support/host.ts';

const BASE: readonly Part[] = [
  vmk('vmk0', '203.0.113.14/28'),
  vmk('vmk1', '172.20.20.100/24'),
  route('default', '203.0.113.1', 'vmk0', { source: 'MANUAL' }),
  route('203.0.113.0/28', null, 'vmk0', { source: 'MANUAL' }),
  route('172.20.20.0/24', null, 'vmk1', { source: 'MANUAL' }),
];
const LIVE = esxi('7.0.3', { name: 'esx-07', readAt: '2026-03-01T12:00:00.000Z', ageSeconds: 2 });
const session = { client: '203.0.113.9', server: '203.0.113.14' };

function connection(local: string, foreign: string): Part {
  const entry = { protocol: 'tcp', local, foreign, state: 'ESTABLISHED' };
  return { connections: [{ ...entry, evidence: proof(entry, 'esxcli network ip connection list') }] };
}

function neighbor(address: string, vmknic: string, mac: string | null): Part {
  const entry = { address, mac, vmknic, netstack: 'defaultTcpipStack' };
  return { neighbors: [{ ...entry, evidence: proof(entry, 'esxcli network ip neighbor list') }] };
}

function asked(text: string): Proposal {
  const parsed = parseChange(text);
  if ('wrong' in parsed) throw new Error(parsed.wrong);
  return { change: parsed.change, netstack: parsed.change.netstack, missing: [], rule: null, questions: [] };
}

function planned(text: string, state: HostState, more: Partial<PlanContext> = {}): Plan {
  return planFor(state, asked(text), { sha256, host: 'esx-07', ...more })!;
}

const live = (...more: readonly Part[]) => host(LIVE, ...BASE, ...more);
const codes = (plan: Plan) => plan.refusals.map(({ code }) => code);
const said = (plan: Plan, state: HostState) => describePlan(plan, state).headline.text;
const ADD = 'add 172.20.40.0/24 via 172.20.20.1';

test('a route from a live read: words, undo, exact difference, nobody moved', () => {
  const plan = planned(ADD, live(connection('203.0.113.14:22', '203.0.113.9:50122')), { session });
  expect(plan).toMatchObject({
    commands: [
      ['esxcli', 'network', 'ip', 'route', 'ipv4', 'add', '--network=172.20.40.0/24', '--gateway=172.20.20.1'],
    ],
    undo: [['esxcli', 'network', 'ip', 'route', 'ipv4', 'remove', '--network=172.20.40.0/24', '--gateway=172.20.20.1']],
    persistent: true,
    refusals: [],
    applicable: true,
    confidence: 'check-first',
  });
  expect(plan.diff.changes).toHaveLength(1);
  expect(plan.protected.map(({ role, fate }) => [role, fate])).toEqual([['this-bot', 'unchanged']]);
  expect(plan.checks.map(({ id }) => id)).toEqual(Array.from({ length: 17 }, (_, i) => `C${i + 1}`));
  expect(plan.checks.find(({ id }) => id === 'C1')?.state).toBe('green');
});

test('the same read gives the same digest, any other shown thing another', () => {
  const plan = planned(ADD, live());
  expect(planned(ADD, live())).toEqual(plan);
  expect(plan.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  const others = [
    planned('add 172.20.41.0/24 via 172.20.20.1', live()),
    planned(ADD, live(), { session }),
    planned(ADD, live(), { timer: 300 }),
    planned(ADD, live(), { host: 'esx-08' }),
    planned(ADD, live(route('10.9.0.0/16', '172.20.20.9', 'vmk1', { source: 'MANUAL' }))),
  ];
  expect(new Set([plan, ...others].map(({ digest }) => digest)).size).toBe(6);
  expect(new Set([plan, ...others].map(({ basis }) => basis)).size).toBe(2);
});

test('what moved between two reads is told, and the order of lines is nothing', () => {
  const before = listingOf(live());
  const now = listingOf(live(route('172.20.40.0/24', '172.20.20.254', 'vmk1', { source: 'MANUAL' })));
  expect(drift(before, now)).toEqual([
    'The route 172.20.40.0/24 via 172.20.20.254 by vmk1 in defaultTcpipStack (MANUAL) appeared.',
  ]);
  expect(drift(before, listingOf(host(LIVE, ...BASE.toReversed())))).toEqual([]);
  expect(listingOf(host(LIVE, ...BASE.toReversed()))).toEqual(before);
});

describe('refused, whoever approves', () => {
  test.each<[string, string, HostState]>([
    ['gateway-is-own-address', 'add 172.20.40.0/24 via 172.20.20.100', live()],
    ['captures-connected-subnet', 'add 172.20.0.0/16 via 172.20.20.1', live()],
    ['contains-gateway', 'add 172.20.0.0/16 via 172.20.20.1', live()],
    ['gateway-off-subnet', 'add 172.20.40.0/24 via 10.0.0.1', live()],
    ['gateway-is-network-or-broadcast', 'add 172.20.40.0/24 via 172.20.20.255', live()],
    ['prefix-too-wide', 'add 128.0.0.0/2 via 172.20.20.1', live()],
    ['not-routable', 'add 224.0.0.0/8 via 172.20.20.1', live()],
    ['not-routable', 'add 239.1.1.1/32 via 172.20.20.1', live()],
    ['not-routable', 'add 127.0.0.0/8 via 172.20.20.1', live()],
    ['not-routable', 'add 0.0.0.0/8 via 172.20.20.1', live()],
    ['not-routable', 'add 240.0.0.0/8 via 172.20.20.1', live()],
    ['not-routable', 'add 172.20.40.0/24 via 169.254.7.1', live(vmk('vmk5', '169.254.7.9/16'))],
    ['not-routable', 'gateway 169.254.7.1', live(vmk('vmk5', '169.254.7.9/16'))],
    ['gateway-silent', ADD, live(neighbor('172.20.20.1', 'vmk1', null))],
    ['default-route', 'remove default', live()],
    ['already-present', 'gateway 203.0.113.1', live()],
    ['not-present', 'remove 10.9.0.0/16', live()],
    ['netstack-not-there', 'add 172.20.40.0/24 via 172.20.20.1 stack vmotion', live()],
    ['unknown-version', ADD, host(...BASE)],
    ['unknown-version', ADD, host(esxi('12.0.0'), ...BASE)],
    ['learned-route', 'remove 10.9.9.9/32', live(route('10.9.9.9/32', '172.20.20.1', 'vmk1'))],
    [
      'stack-not-on-version',
      'add 10.9.0.0/16 via 10.8.0.1 stack x',
      host(
        esxi('5.1.0'),
        ...BASE,
        stack('x'),
        vmk('vmk2', '10.8.0.2/24', { netstack: 'x' }),
        route('10.8.0.0/24', null, 'vmk2', { netstack: 'x' }),
      ),
    ],
    ['no-undo', 'gateway 203.0.113.1', host(esxi('4.1.0'), ...BASE.slice(0, 2), ...BASE.slice(3))],
    ['no-undo', ADD, host(esxi('3.5.0', { product: 'ESX' }), ...BASE)],
  ])('%s: %s', (code, text, state) => {
    const plan = planned(text, state);
    expect(codes(plan)).toContain(code);
    expect(plan).toMatchObject({ commands: [], undo: [], steps: [], applicable: false });
  });

  test('strict lockdown without a way back', () => {
    const strict = { lockdown: 'strict', wayBack: null } as const;
    expect(codes(planned(ADD, live(), { access: strict }))).toEqual(['strict-lockdown']);
    expect(codes(planned(ADD, live(), { access: { ...strict, wayBack: true } }))).toEqual([]);
  });
});

describe('whom it moves', () => {
  test('a plan that cuts the own session is refused, and says so first', () => {
    const own = { client: '172.20.40.7', server: '203.0.113.14' };
    const plan = planned(ADD, live(), { session: own });
    expect(codes(plan)).toEqual(['cuts-own-session']);
    expect(said(plan, live())).toMatch(/^This moves my own session: answers to 172\.20\.40\.7 /);
  });

  test("the session of a paste is somebody else's, and one that no adapter was dialled by is not known", () => {
    const seen = (server: string): Part => {
      const entry = { client: '172.20.40.7', clientPort: 50_211, server, serverPort: 22 };
      return { session: { ...entry, evidence: proof(entry, 'echo SSH_CONNECTION=$SSH_CONNECTION') } };
    };
    const own = (state: HostState) => planned(ADD, state).protected.find(({ role }) => role === 'this-bot');
    expect(own(host(esxi('7.0.3'), ...BASE, seen('203.0.113.14')))).toBeUndefined();
    expect(own(live(seen('203.0.113.14')))).toMatchObject({ fate: 'cut' });
    expect(own(live(seen('203.0.113.99')))).toMatchObject({ fate: 'not-known' });
    const c1 = planned(ADD, live(seen('203.0.113.99'))).checks[0]!;
    expect([c1.id, c1.state]).toEqual(['C1', 'asked']);
    const unseen = live(seen('203.0.113.99'), connection('203.0.113.14:22', '172.20.40.7:50211'));
    expect(codes(planned(ADD, unseen))).toEqual(['cuts-own-session']);
    expect(codes(planned(ADD, live(seen('203.0.113.14'))))).toEqual(['cuts-own-session']);
  });

  test('a session that cannot be told from the own one counts as such, live', () => {
    const state = live(connection('203.0.113.14:22', '172.20.40.7:50122'));
    expect(codes(planned(ADD, state))).toEqual(['cuts-own-session']);
    expect(codes(planned(ADD, state, { session }))).toEqual([]);
  });

  test('a move of the own session towards the adapter that it dials is no cut', () => {
    const own = { client: '172.20.40.7', server: '172.20.20.100' };
    const plan = planned(ADD, live(), { session: own });
    expect(codes(plan)).toEqual([]);
    expect(plan.protected[0]).toMatchObject({ role: 'this-bot', fate: 'moves' });
    expect(said(plan, live())).toMatch(/^This moves my own session/);
    expect(plan.checks.find(({ id }) => id === 'C3')?.state).toBe('asked');
  });

  test('configured peers, name servers and clients are looked up', () => {
    const dns = { servers: ['172.20.40.53'], evidence: {} };
    const state = live(
      { dns },
      connection('203.0.113.14:443', '172.20.40.8:40000'),
      connection('0.0.0.0:22', '0.0.0.0:0'),
    );
    const configured = [
      { name: 'vcenter', address: '172.20.40.20' },
      { name: 'siem', address: 'siem.example' },
    ];
    const fates = planned(ADD, state, { session, configured }).protected.map(({ name, fate }) => [name, fate]);
    expect(fates).toEqual([
      ['this bot', 'unchanged'],
      ['vcenter', 'moves'],
      ['siem', 'not-known'],
      ['172.20.40.8', 'cut'],
      ['172.20.40.53', 'moves'],
    ]);
  });
});

describe('what it rests on', () => {
  test('a route through another router is replaced, and comes back as it was', () => {
    const state = live(route('172.20.40.0/24', '172.20.20.9', 'vmk1', { source: 'MANUAL' }));
    const plan = planned(ADD, state);
    expect(plan.refusals).toEqual([]);
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['route.remove', 'route.add']);
    expect(plan.undoSteps.map(({ command }) => [command.kind, command.gateway])).toEqual([
      ['route.remove', '172.20.20.1'],
      ['route.add', '172.20.20.9'],
    ]);
  });

  test('from a paste, or from anything read with an assumption, nothing is applied', () => {
    expect(planned(ADD, host(esxi('7.0.3'), ...BASE)).applicable).toBe(false);
    const assumption = { kind: 'characters', line: 3, read: 'vmkO', as: 'vmk0' } as const;
    const unread = { line: 9, text: '1O.178.46.O  x', why: 'no address' };
    expect(planned(ADD, live()).applicable).toBe(true);
    expect(planned(ADD, live({ assumptions: [assumption] })).applicable).toBe(false);
    const end = { kind: 'end', line: 900, read: 'VMotion', as: 'VMotion' } as const;
    expect(planned(ADD, live({ assumptions: [end] })).applicable).toBe(true);
    const ofTable = { ...end, line: live().routes![0]!.evidence.network!.line };
    expect(planned(ADD, live({ assumptions: [ofTable] })).applicable).toBe(false);
    expect(planned(ADD, live({ unread: [unread] })).applicable).toBe(false);
  });

  test('a finding without a router asks for it', () => {
    const question = 'Which router?';
    const proposal: Proposal = {
      ...{ change: null, netstack: 'defaultTcpipStack', rule: 'return-path', questions: [] },
      missing: [{ name: 'gateway', question, within: ['172.20.20.0/24'] }],
    };
    const plan = planFor(live(), proposal, { sha256, host: 'esx-07' })!;
    expect(plan).toMatchObject({
      confidence: 'needs-values',
      applicable: false,
      commands: [],
      missing: [{ question }],
    });
  });

  test('a gateway that answers on the link is seen, one that does not is refused until it answers', () => {
    const c9 = (plan: Plan) => plan.checks.find(({ id }) => id === 'C9')!;
    const seen = c9(planned(ADD, live(neighbor('172.20.20.1', 'vmk1', '00:50:56:00:00:01'))));
    expect(seen.state).toBe('green');
    expect(seen.text).toMatch(/^172\.20\.20\.1 answers on the link: 00:50:56:00:00:01 \(`172\.20\.20\.1 /);
    const silent = live(neighbor('172.20.20.1', 'vmk1', null));
    expect(c9(planned(ADD, silent)).state).toBe('refused');
    expect(said(planned(ADD, silent), silent)).toBe(
      'I will not plan this: 172.20.20.1 did not answer ARP when the host last asked. `vmkping -I vmk1 -c 3 172.20.20.1` on the host asks again; once it answers, plan it anew.',
    );
    expect(
      codes(
        planned(
          'remove 10.9.0.0/16',
          live(
            neighbor('172.20.20.9', 'vmk1', null),
            route('10.9.0.0/16', '172.20.20.9', 'vmk1', { source: 'MANUAL' }),
          ),
        ),
      ),
    ).toEqual([]);
    expect(c9(planned(ADD, live())).run).toContainEqual(['vmkping', '-I', 'vmk1', '-c', '3', '172.20.20.1']);
  });

  test('whether a gateway that nobody asked for yet answers is looked at right before the change, where the host can be asked', () => {
    const c9 = (plan: Plan) => plan.checks.find(({ id }) => id === 'C9')!;
    const plan = planned(ADD, live());
    expect(c9(plan)).toMatchObject({
      state: 'at-apply',
      text: 'Whether 172.20.20.1 answers ARP is tried right before it; if the router is silent, nothing is run.',
    });
    const words = JSON.stringify(describePlan(plan, live()));
    expect(words).toContain('if the router is silent, nothing is run');
    expect(words).not.toContain('answers ARP was not read');
    expect(c9(planned(ADD, host(esxi('7.0.3'), ...BASE))).state).toBe('not-known');
  });

  test.each([
    ['5.0.0', ['vmkping', '-c', '3', '172.20.20.1'], 'at-apply'],
    ['4.1.0', ['vmkping', '172.20.20.1'], 'at-apply'],
  ])(
    'on %s the gateway is asked by a ping that names no adapter, before the neighbours are listed',
    (version, ping, state) => {
      const old = host(esxi(version, { name: 'esx-07', readAt: '2026-03-01T12:00:00.000Z' }), ...BASE);
      const c9 = planned(ADD, old).checks.find(({ id }) => id === 'C9')!;
      expect([c9.state, c9.run[0]]).toEqual([state, ping]);
      expect(c9.run).toHaveLength(2);
    },
  );

  test('a gateway that nobody can ask about on this version is told to be so', () => {
    const old = host(esxi('3.5.0', { name: 'esx-07', readAt: '2026-03-01T12:00:00.000Z', product: 'ESX' }), ...BASE);
    const plan = planned('gateway 203.0.113.2', old);
    expect(plan.checks.find(({ id }) => id === 'C9')).toMatchObject({
      state: 'not-known',
      text: 'Whether 203.0.113.2 answers ARP is not asked on this version: 3.5.0 has no command for it that I know.',
    });
  });

  test('a default route as a prefix has one reason against it', () => {
    expect(codes(planned('add 0.0.0.0/0 via 172.20.20.1', live()))).toEqual(['prefix-too-wide']);
  });

  test('a configured peer that moves stands before everything else', () => {
    const configured = [{ name: 'vcenter', address: '172.20.40.20' }];
    expect(said(planned(ADD, live(), { session, configured }), live())).toMatch(
      /^This moves vcenter: what goes to 172\.20\.40\.20 would leave by vmk1 via 172\.20\.20\.1 instead of vmk0 via 203\.0\.113\.1\. esx-07: add a route/,
    );
  });

  test('nothing that is typed by hand is said to revert itself', () => {
    const words = (state: HostState, timer: number | null) =>
      JSON.stringify(describePlan(planned(ADD, state, { session, timer }), state));
    expect(words(live(), 180)).toContain(
      'Typed by hand nothing reverts it; confirmed through Slack it reverts itself after 180 s unless a new login confirms it.',
    );
    for (const said of [words(live(), null), words(host(esxi('7.0.3'), ...BASE), null)]) {
      expect(said).toContain('Typed by hand nothing reverts it.');
      expect(said).not.toContain('reverts itself');
    }
  });

  test('of answers that leave by another adapter it is not said that they are lost', () => {
    const own = { client: '172.20.40.7', server: '203.0.113.14' };
    const plan = planned(ADD, live(), { session: own });
    const words = JSON.stringify(describePlan(plan, live()));
    expect(words).toContain('Whether they would arrive that way nothing shows, so I will not do it.');
    expect(words).not.toContain('lost');
    expect(words).not.toContain('it cuts');
  });

  test('a plan that asks nothing is sure', () => {
    const state = live(
      route('10.9.0.0/16', '172.20.20.9', 'vmk1', { source: 'MANUAL' }),
      connection('203.0.113.14:22', '203.0.113.9:50122'),
    );
    const access = { lockdown: 'off', wayBack: true, shellTimeout: 0 } as const;
    expect(planned('remove 10.9.0.0/16', state, { session, access }).confidence).toBe('sure');
    expect(planned('remove 10.9.0.0/16', state, { access }).confidence).toBe('check-first');
  });
});
