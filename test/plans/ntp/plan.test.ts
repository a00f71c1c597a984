import { describe, expect, test } from 'vitest';
import { describeTimePlan } from '../../../src/core/describe/time-plan.ts';
import type { HostState } from '../../../src/core/esxi/host-state.ts';
import { timeWords } from '../../../src/core/plans/ntp/command.ts';
import { isTimeMet } from '../../../src/core/plans/ntp/expectation.ts';
import { timeDrift, timeListing } from '../../../src/core/plans/ntp/listing.ts';
import { planTime, type TimePlan } from '../../../src/core/plans/ntp/plan.ts';
import { againstSteps } from '../../../src/core/plans/ntp/refusals.ts';
import type { PlanContext } from '../../../src/core/plans/plan.ts';
import { sha256 } from '../../../src/digest.ts';
import {
  allowed,
  answering,
  clockData,
  network,
  noAssociation,
  ntpConf,
  ntpGet,
  ntpq,
  OPEN,
  printed,
  refused,
  ruleset,
  version,
} from '../../support/time.ts';

type Print = readonly [command: string, output: string];

const off = ['chkconfig --list ntpd', 'ntpd            off'] as const;
const on = ['chkconfig --list ntpd', 'ntpd            on'] as const;
const closed = [ruleset(false), allowed('All')] as const;
const date = (time: string) => ['date -u', `Tue Feb  3 ${time} UTC 2026`] as const;

/** As it is read live, at 22:14:20 by our clock. */
function live(number: string, ...parts: readonly Print[]): HostState {
  const state = printed(version(number), ...network(), ...parts);
  return { ...state, host: { ...state.host, name: 'esx-31', readAt: '2026-02-03T22:14:20.000Z' } };
}

/** Nothing stands there but what every host has. */
const BARE = ['esxcli system ntp config get', 'restrict 127.0.0.1\ndriftfile /etc/ntp.drift'] as const;
const FRESH_7 = [ntpGet('', false), refused, ...closed, date('22:14:22')] as const;
const FRESH_6 = [ntpConf(), off, refused, ...closed, date('22:14:22')] as const;

function planned(
  state: HostState,
  servers: readonly string[],
  more: Partial<PlanContext> & { considered?: true } = {},
) {
  const { considered, ...context } = more;
  const change = { kind: 'ntp', servers, guestsConsidered: considered === true } as const;
  return planTime(state, { change, rule: null }, { sha256, host: 'esx-31', timer: { ntp: 180 }, ...context })!;
}

const typed = (words: TimePlan['commands']) => words.map((each) => each.join(' '));
const codes = ({ refusals }: TimePlan) => refusals.map(({ code }) => code);
const stateOf = ({ checks }: TimePlan, id: string) => checks.find((each) => each.id === id)?.state;

describe('from 7.0 on', () => {
  test('a host that was never configured gets the full list in one set, behind an open ruleset', () => {
    const plan = planned(live('7.0.3', ...FRESH_7), ['10.72.0.123', '10.72.0.124']);
    expect(typed(plan.commands)).toEqual([
      'esxcli network firewall ruleset set --ruleset-id=ntpClient --enabled=true',
      'cp /etc/ntp.conf /etc/ntp.conf.vmkbot',
      'esxcli system ntp set --server=10.72.0.123 --server=10.72.0.124 --enabled=true',
    ]);
    expect(typed(plan.undo)).toEqual([
      'esxcli system ntp set --file=/etc/ntp.conf.vmkbot --enabled=false',
      'esxcli system ntp set --file=/etc/ntp.conf.vmkbot --enabled=false',
      'esxcli network firewall ruleset set --ruleset-id=ntpClient --enabled=false',
    ]);
    expect(plan).toMatchObject({ refusals: [], applicable: true, timer: 180, persistent: true, kind: 'ntp' });
    expect(plan.differs).toEqual([
      { what: 'firewall', before: 'closed', after: 'open' },
      { what: 'servers', before: 'none', after: '10.72.0.123, 10.72.0.124' },
      { what: 'start with the host', before: 'off', after: 'on' },
      { what: 'daemon', before: 'stopped', after: 'runs' },
    ]);
  });

  test('other servers are replaced, and come back with what the host had', () => {
    const plan = planned(
      live('8.0.2', ntpGet('10.0.0.1, 10.0.0.2'), BARE, ntpq(answering({ remote: '10.0.0.1' })), ...OPEN),
      ['10.72.0.123'],
    );
    expect(typed(plan.commands).at(-1)).toBe('esxcli system ntp set --server=10.72.0.123 --enabled=true');
    expect(typed(plan.undo)).toEqual(['esxcli system ntp set --server=10.0.0.1 --server=10.0.0.2 --enabled=true']);
    expect(plan.undoSteps[0]).toMatchObject({
      otherwise: { kind: 'ntp.load', enabled: true },
      only: { about: 'servers', servers: ['10.72.0.123'] },
      done: { about: 'servers', servers: ['10.0.0.1', '10.0.0.2'] },
    });
  });

  test('directives that a set may drop come back with the kept file first, and are looked for', () => {
    const config = (...lines: readonly string[]) =>
      ['esxcli system ntp config get', ['restrict 127.0.0.1', ...lines, 'server 10.0.0.1'].join('\n')] as const;
    const undoOf = (...print: readonly Print[]) =>
      planned(live('8.0.2', ntpGet('10.0.0.1'), ...print, ntpq(answering({ remote: '10.0.0.1' })), ...OPEN), [
        '10.72.0.123',
      ]).undoSteps;
    const load = { kind: 'ntp.load', enabled: true };
    const set = { kind: 'ntp.set', servers: ['10.0.0.1'], enabled: true };
    const theirs = { about: 'servers', servers: ['10.0.0.1'] };
    expect(undoOf(config('tos maxdist 30', 'driftfile /etc/ntp.drift'))).toMatchObject([
      { command: load, otherwise: set, done: theirs },
      { command: load, otherwise: null, only: theirs, done: { about: 'directives', lines: ['tos maxdist 30'] } },
    ]);
    expect(undoOf(config('server 10.0.0.9 version 3')).at(-1)).toMatchObject({
      done: { about: 'directives', lines: ['server 10.0.0.9 version 3'] },
    });
    expect(undoOf(config())).toMatchObject([{ command: set, otherwise: load }]);
    expect(undoOf()).toMatchObject([{ command: load, otherwise: set }]);
  });

  test('an edit of the file is no command there, nor is a set before', () => {
    const file = { kind: 'ntp.file', drop: [], lines: ['server 10.0.0.1'] } as const;
    expect(timeWords(file, [7, 0, 0])).toEqual({ cannot: 'ignored-later' });
    expect(timeWords({ kind: 'ntp.autostart', on: true }, [8, 0, 2])).toEqual({ cannot: 'ignored-later' });
    expect(timeWords(file, [6, 7, 0])).toHaveProperty('words');
    expect(timeWords({ kind: 'ntp.set', servers: ['10.0.0.1'], enabled: true }, [6, 7, 0])).toEqual({
      cannot: 'no-such-command',
    });
  });

  test('what is told of the ConfigStore is told of the versions that it is told of', () => {
    const file = { kind: 'ntp.file', drop: [], lines: ['server 10.0.0.1'] } as const;
    const said = (number: string) =>
      againstSteps(live(number), { commands: [file], undo: [], expects: [] })[0]!.message;
    expect(said('7.0.3')).toContain('7.0.3 keeps NTP in its ConfigStore');
    expect(said('7.0.2')).toContain('not the supported way, and whether it lasts is not established');
    const survives = (number: string) => planned(live(number, ...FRESH_7), ['10.72.0.123']).persistence;
    expect(survives('8.0.2')).toEqual({ persistent: true, certainty: 'reported', sources: ['KB313808'] });
    expect(survives('7.0.1')).toEqual({ persistent: true, certainty: 'inferred', sources: [] });
  });

  test('enabled and stopped: the daemon is restarted, and stopped by an undo', () => {
    const plan = planned(live('7.0.3', ntpGet('10.72.0.123'), refused, ...OPEN), ['10.72.0.123']);
    expect(typed(plan.commands)).toEqual(['/etc/init.d/ntpd restart']);
    expect(typed(plan.undo)).toEqual(['/etc/init.d/ntpd stop']);
  });
});

test.each(['server -4 10.0.0.6', 'Server 10.0.0.7', 'peer 10.0.0.8'])(
  'a line that the edit of the file would leave is named, and nothing is planned: %s',
  (line) => {
    const conf = ['cat /etc/ntp.conf', `restrict 127.0.0.1\nserver 10.0.0.1\n${line}`] as const;
    const plan = planned(live('6.7.0', conf, on, ntpq(answering({ remote: '10.0.0.1' })), ...OPEN), ['10.0.0.5']);
    expect(codes(plan)).toEqual(['line-not-edited']);
    expect(plan.refusals[0]!.message).toContain(`\`${line}\``);
    expect(plan.commands).toEqual([]);
  },
);

test('where nothing is to be changed, that alone is said, and not that guests lack a word', () => {
  const ahead = live('7.0.3', ntpGet('10.72.0.123'), ntpq(answering({ offset: -362_000 })), ...OPEN);
  const plan = planned(ahead, ['10.72.0.123']);
  expect(codes(plan)).toEqual(['already-present']);
  expect(plan.refusals[0]!.message).toContain('no plan of mine mends it');
  expect(codes(planned(ahead, ['10.72.0.123'], { considered: true }))).toEqual(['already-present']);
  expect(codes(planned(ahead, ['10.72.0.124']))).toEqual(['guests-not-considered']);
});

test('a clock that runs away is asked about with what clears it, and how far it is off is told as a sentence', () => {
  const away = planned(live('7.0.3', ...FRESH_7, clockData(-309_237_000_000)), ['10.72.0.123']);
  const asked = away.checks.find(({ id }) => id === 'T7');
  expect(asked?.text).toContain('when is the host updated to 7.0 U3o or later?');
  expect(asked?.text).toContain('Until then `vsish -e set /system/ntpclock/clockData 1` clears it.');
  const told = (...print: readonly Print[]) => {
    const state = live('7.0.3', ...print, ...closed);
    return JSON.stringify(describeTimePlan(planned(state, ['10.72.0.123'], { considered: true }), state));
  };
  const ahead = ntpq(answering({ remote: '10.0.0.1', offset: -360_000 }));
  expect(told(ntpGet('10.0.0.1'), ahead)).toContain('It is 6 min ahead by a time server.');
  expect(told(ntpGet('', false), refused, date('22:20:20'))).toMatch(/It is 6 min \(± 1 min\) ahead by my own clock\./);
});

describe('up to 6.7', () => {
  test('the file is edited in place, kept as it was, and the daemon started now and at boot', () => {
    const plan = planned(live('6.7.0', ...FRESH_6), ['10.72.0.123']);
    expect(typed(plan.commands)).toEqual([
      'esxcli network firewall ruleset set --ruleset-id=ntpClient --enabled=true',
      expect.stringMatching(/^sh -c f=\/etc\/ntp\.conf; k=\/etc\/ntp\.conf\.vmkbot; cp -p \$f \$k && /),
      'chkconfig ntpd on',
      '/etc/init.d/ntpd start',
    ]);
    expect(typed(plan.undo)).toEqual([
      '/etc/init.d/ntpd stop',
      'chkconfig ntpd off',
      'cp /etc/ntp.conf.vmkbot /etc/ntp.conf',
      'esxcli network firewall ruleset set --ruleset-id=ntpClient --enabled=false',
    ]);
  });

  test('a daemon that ran learns of its old servers again', () => {
    const plan = planned(
      live('5.5.0', ntpConf('10.0.0.1 prefer'), on, ntpq(answering({ remote: '10.0.0.1' })), ...OPEN),
      ['10.0.0.1', '10.0.0.2'],
    );
    expect(plan.steps).toEqual([
      { kind: 'ntp.file', drop: ['10.0.0.1', '10.0.0.2'], lines: ['server 10.0.0.1 prefer', 'server 10.0.0.2'] },
      { kind: 'ntp.daemon', verb: 'restart' },
    ]);
    expect(typed(plan.undo)).toEqual(['cp /etc/ntp.conf.vmkbot /etc/ntp.conf', '/etc/init.d/ntpd restart']);
    expect(plan.undoSteps[0]!.otherwise).toEqual({
      kind: 'ntp.file',
      drop: ['10.0.0.1', '10.0.0.2'],
      lines: ['server 10.0.0.1 prefer'],
    });
  });

  test('a line that stands there twice is one afterwards', () => {
    const was = [ntpConf('10.0.0.1', '10.0.0.1'), on, ntpq(answering({ remote: '10.0.0.1' })), ...OPEN] as const;
    const plan = planned(live('6.0.0', ...was), ['10.0.0.1', '10.0.0.2']);
    expect(plan.steps[0]).toMatchObject({ lines: ['server 10.0.0.1', 'server 10.0.0.2'] });
    expect(plan.undoSteps[0]!.otherwise).toMatchObject({ lines: ['server 10.0.0.1', 'server 10.0.0.1'] });
  });

  test('ESXi before 5.0 takes no commands for time; classic ESX takes its own', () => {
    const esxi = printed(['vmware -v', 'VMware ESXi 4.1.0 build-348481'], ntpConf());
    expect(codes(planned(esxi, ['10.0.0.1']))).toEqual(['no-such-command']);
    const classic = printed(['vmware -v', 'VMware ESX 4.1.0 build-348481'], ntpConf(), [
      'chkconfig --list ntpd',
      'ntpd            0:off   1:off   2:off   3:off   4:off   5:off   6:off',
    ]);
    expect(typed(planned(classic, ['10.0.0.1']).commands)).toEqual([
      'esxcfg-firewall --enableService ntpClient',
      expect.stringContaining('sh -c '),
      'chkconfig ntpd on',
      'service ntpd restart',
    ]);
  });
});

describe('the firewall', () => {
  test('servers join a list that lets through others only, and leave it by an undo', () => {
    const state = live('7.0.3', ntpGet('10.72.0.123'), ntpq(), ruleset(true), allowed('10.72.0.5'));
    const plan = planned(state, ['10.72.0.123']);
    const add = 'esxcli network firewall ruleset allowedip add --ruleset-id=ntpClient --ip-address=10.72.0.123';
    expect(typed(plan.commands)).toContain(add);
    expect(typed(plan.undo)).toContain(add.replace(' add ', ' remove '));
  });

  test('a prefix that holds them is enough', () => {
    const state = live('7.0.3', ntpGet('10.72.0.1', true), ntpq(answering()), ruleset(true), allowed('10.72.0.0/24'));
    expect(typed(planned(state, ['10.72.0.123']).commands).join()).not.toContain('allowedip');
  });
});

describe('guests', () => {
  const AHEAD = [ntpGet('10.72.0.123'), ntpq(answering({ offset: -362_000 })), ...OPEN] as const;

  test('six minutes are not corrected before somebody says that guests were considered', () => {
    const plan = planned(live('7.0.3', ...AHEAD), ['10.72.0.124']);
    expect(codes(plan)).toEqual(['guests-not-considered']);
    expect(plan.refusals[0]!.message).toMatch(
      /6 min 2 s ahead .*jumps 6 min 2 s ahead.*tools\.syncTime.*guests-considered/s,
    );
    expect(plan).toMatchObject({ commands: [], undo: [], steps: [], applicable: false });
    const considered = planned(live('7.0.3', ...AHEAD), ['10.72.0.124'], { considered: true });
    expect(codes(considered)).toEqual([]);
    expect(considered.questions.join()).toContain('guests were considered');
  });

  test('a clock that was never measured is held against ours', () => {
    const fresh = FRESH_7.slice(0, -1);
    const ahead = planned(live('7.0.3', ...fresh, date('22:20:22')), ['10.72.0.123']);
    expect(codes(ahead)).toEqual(['guests-not-considered']);
    expect(ahead.off).toEqual({ ms: -362_000, from: 'bot', boundMs: 60_000 });
    expect(stateOf(planned(live('7.0.3', ...fresh), ['10.72.0.123']), 'T5')).toBe('not-known');
    expect(stateOf(planned(live('7.0.3', ...fresh, date('22:14:50')), ['10.72.0.123']), 'T5')).toBe('asked');
  });

  test('less than a second is corrected as it is', () => {
    const state = live('7.0.3', ntpGet('10.72.0.123'), ntpq(answering({ offset: 400 })), ...OPEN);
    expect(stateOf(planned(state, ['10.72.0.124']), 'T5')).toBe('green');
  });
});

test('names are found by the host itself, or asked for', () => {
  const open = planned(live('7.0.3', ...FRESH_7), ['ntp1.example.net']);
  expect(stateOf(open, 'T2')).toBe('at-apply');
  expect(JSON.stringify(describeTimePlan(open, live('7.0.3', ...FRESH_7)))).toContain(
    'asked right before whether it finds',
  );
  expect(stateOf(planned(live('6.7.0', ...FRESH_6), ['ntp1.example.net']), 'T2')).toBe('at-apply');
  const pasted = planned(printed(version('6.7.0'), ...network(), ...FRESH_6), ['ntp1.example.net']);
  expect(pasted.checks.find(({ id }) => id === 'T2')).toMatchObject({
    state: 'not-known',
    run: [['vmkping', '-c', '1', 'ntp1.example.net']],
  });
  const state = live('7.0.3', ...FRESH_7);
  const servers = [
    { server: 'ntp1.example.net', address: '10.72.0.123' },
    { server: 'ntp2.example.net', address: null },
  ];
  const told = { ...state, ntp: { ...state.ntp!, test: { servers, evidence: {} } } };
  expect(stateOf(planned(told, ['ntp1.example.net']), 'T2')).toBe('green');
  expect(codes(planned(told, ['ntp1.example.net', 'ntp2.example.net']))).toEqual(['name-not-resolved']);
});

test('the way to each server is looked up', () => {
  const plan = planned(live('7.0.3', ...FRESH_7), ['10.72.0.123']);
  expect(plan.checks.find(({ id }) => id === 'T3')).toMatchObject({
    state: 'green',
    text: expect.stringContaining('vmk0'),
  });
  const nowhere = live('7.0.3', ...FRESH_7);
  const cut = { ...nowhere, routes: nowhere.routes!.filter(({ network: to }) => to !== '0.0.0.0/0'), netstacks: [] };
  expect(stateOf(planned(cut, ['192.0.2.123']), 'T3')).toBe('asked');
});

test('nothing is planned where all is so already, and nothing where nothing was read', () => {
  const state = live('7.0.3', ntpGet('10.72.0.123, 10.72.0.124'), ntpq(answering()), ...OPEN);
  expect(codes(planned(state, ['10.72.0.124', '10.72.0.123']))).toEqual(['already-present']);
  expect(planned(printed(version('7.0.3'), ...network()), ['10.0.0.1'])).toBeNull();
  expect(codes(planned(printed(ntpGet('')), ['10.0.0.1']))).toEqual(['unknown-version']);
});

test('a plan rests on what it gives back: basis and digest move with it, with nothing else', () => {
  const plan = (parts: readonly Print[]) => planned(live('7.0.3', ...parts), ['10.72.0.123']);
  const base = plan(FRESH_7);
  expect(plan(FRESH_7)).toEqual(base);
  const others = [
    plan([ntpGet('10.0.0.1', false), refused, ...closed, date('22:14:22')]),
    plan([ntpGet('', false), refused, ...OPEN, date('22:14:22')]),
    plan([ntpGet('', false), noAssociation, ...closed, date('22:14:22')]),
  ];
  expect(new Set([base, ...others].map(({ basis }) => basis)).size).toBe(4);
  expect(plan([...FRESH_7.slice(0, -1), date('22:14:25')]).basis).toBe(base.basis);
  expect(planned(live('7.0.3', ...FRESH_7), ['10.72.0.124']).digest).not.toBe(base.digest);
  expect(timeDrift(base.listing, others[0]!.listing)).toEqual(['The list of time servers was empty and is 10.0.0.1.']);
  expect(timeDrift(base.listing, base.listing)).toEqual([]);
});

test('what is expected is not so before, and is so afterwards', () => {
  const plan = planned(live('7.0.3', ...FRESH_7), ['10.72.0.123']);
  const after = timeListing(live('7.0.3', ntpGet('10.72.0.123'), ntpq(answering()), ...OPEN));
  expect(plan.expects.map((each) => [isTimeMet(each, plan.listing), isTimeMet(each, after)])).toEqual(
    plan.expects.map(() => [false, true]),
  );
});

test('a paste plans and applies nothing; people read what differs first', () => {
  const state = printed(version('7.0.3'), ...network(), ...FRESH_7);
  const plan = planned(state, ['10.72.0.123']);
  expect(plan).toMatchObject({ applicable: false, notApplicable: [expect.stringContaining('from a paste')] });
  const { headline, sections } = describeTimePlan(plan, state);
  expect(headline.text).toMatch(
    /^esx-31: set the time server to 10\.72\.0\.123; firewall closed → open; servers none → /,
  );
  expect(sections.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['What differs', 'What would be run', 'Undo', 'How it is judged']),
  );
});
