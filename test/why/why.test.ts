import { describe, expect, test } from 'vitest';
import { understand } from '../../src/core/questions/understand.ts';
import { why } from '../../src/core/why/why.ts';
import { esxi, host, iscsi, type Part, proof, route, vmk } from '../support/host.ts';

/** vmk0 with the default gateway, vmk1 in a subnet of its own. */
const routed: readonly Part[] = [
  vmk('vmk0', '172.16.1.10/24'),
  vmk('vmk1', '172.16.2.10/24'),
  route('172.16.1.0/24', null, 'vmk0'),
  route('172.16.2.0/24', null, 'vmk1'),
  route('default', '172.16.1.1', 'vmk0'),
];

/** Both adapters in one subnet, which the table gives to vmk0. */
const shared: readonly Part[] = [
  vmk('vmk0', '172.16.1.10/24'),
  vmk('vmk1', '172.16.1.11/24', { services: ['vmotion'], tagsRead: true }),
  route('172.16.1.0/24', null, 'vmk0'),
  route('default', '172.16.1.1', 'vmk0'),
];

function ask(text: string, ...parts: readonly Part[]) {
  const understood = understand(text);
  if (!('question' in understood)) throw new Error(`not understood: ${text}`);
  return why(host(...parts), understood.question);
}

const todos = (answer: ReturnType<typeof ask>) =>
  answer.steps.filter(({ part }) => part === 'todo').map(({ text }) => text);

describe('service-adapter', () => {
  test('vMotion in a shared subnet: sources disagree, so nobody can tell', () => {
    const answer = ask('why does vMotion use vmk0', ...shared, esxi('5.1.0'));
    expect(answer.premise).toBe('cannot-tell');
    expect(answer.answer).toContain('172.16.1.0/24');
    expect(answer.prove.join()).toMatch(/--vmk|-i vmk/);
    expect(answer.sources).toContain('ELA12');
  });

  test('an adapter that the host does not have', () => {
    const answer = ask('why does vMotion use vmk7', ...routed);
    expect(answer).toMatchObject({
      premise: 'does-not-hold',
      answer: 'There is no vmk7 in what was read: the host has vmk0 and vmk1.',
    });
  });

  test('an adapter that may stand in a line nobody could read is not denied', () => {
    const unread = { unread: [{ line: 9, text: 'vmk7  ?? damaged', why: 'columns' }] };
    expect(ask('why does syslog use vmk7', ...routed, unread).answer).not.toContain('no vmk7 in what was read');
  });

  test('no adapter was listed: nothing is denied', () => {
    expect(ask('why does vMotion use vmk7').premise).toBe('cannot-tell');
  });

  test('the table decides for NFS; a question in the negative turns the premise', () => {
    const to = '172.16.2.50';
    expect(ask(`why does NFS to ${to} use vmk1`, ...routed, esxi('6.7.0')).premise).toBe('holds');
    expect(ask(`why does NFS to ${to} use vmk0`, ...routed, esxi('6.7.0')).premise).toBe('does-not-hold');
    expect(ask(`why does NFS to ${to} never use vmk0`, ...routed, esxi('6.7.0')).premise).toBe('holds');
  });

  test('bound iSCSI leaves by the bound adapter', () => {
    expect(ask('why does iSCSI use vmk1', ...routed, iscsi('vmk1'), esxi('6.7.0')).premise).toBe('holds');
  });
});

describe('path', () => {
  test('which way, and by which line', () => {
    const answer = ask('which vmk reaches 198.51.100.9', ...routed);
    expect(answer).toMatchObject({
      premise: 'holds',
      answer: 'Packets to 198.51.100.9 leave by vmk0 through the gateway 172.16.1.1.',
    });
    expect(answer.steps.some(({ evidence }) => evidence.some(({ command }) => command === 'esxcfg-route -l'))).toBe(
      true,
    );
  });

  test('the adapter named against the table', () => {
    expect(ask('why does traffic to 198.51.100.9 leave by vmk0', ...routed).premise).toBe('holds');
    expect(ask('why does traffic to 198.51.100.9 leave by vmk1', ...routed).premise).toBe('does-not-hold');
    expect(ask("why doesn't traffic to 198.51.100.9 leave by vmk1", ...routed).premise).toBe('holds');
  });

  test('a prefix that takes several ways names each', () => {
    const answer = ask('what is the next hop for 172.16.0.0/16', ...routed);
    expect(answer.answer).toMatch(/takes \d paths/);
    expect(answer.answer).toContain('by vmk0');
  });

  test('from an adapter: the table, the bound flow, and the test that settles it', () => {
    const answer = ask("why can't vmk1 reach 198.51.100.9", ...routed, esxi('7.0.3'));
    expect(answer.premise).toBe('cannot-tell');
    expect(answer.answer).toContain('not by vmk1');
    expect(answer.prove).toContain('vmkping -I vmk1 198.51.100.9');
  });

  test('before 5.1 -I is not there for IPv4', () => {
    expect(ask("why can't vmk1 reach 198.51.100.9", ...routed, esxi('4.1.0')).prove).toContain('vmkping 198.51.100.9');
  });

  test('an adapter of another stack is asked in its stack', () => {
    const parts = [vmk('vmk0', '172.16.1.10/24'), vmk('vmk2', '172.16.9.10/24', { netstack: 'vmotion' })];
    const table = [route('172.16.9.0/24', null, 'vmk2', { netstack: 'vmotion', source: 'MANUAL' })];
    const answer = ask("why can't vmk2 reach 172.16.1.77", ...parts, ...table, esxi('7.0.3'));
    expect(answer.premise).toBe('holds');
    expect(answer.prove[0]).toBe('vmkping ++netstack=vmotion -I vmk2 172.16.1.77');
  });

  test('a ping in the output settles it either way', () => {
    const ping = (received: number): Part => {
      const entry = { destination: '172.16.2.9', vmknic: 'vmk1', dontFragment: false, sent: 3, received, error: null };
      return { pings: [{ ...entry, evidence: proof(entry, 'vmkping -I vmk1 172.16.2.9') }] };
    };
    expect(ask("why can't vmk1 reach 172.16.2.9", ...routed, ping(0)).premise).toBe('holds');
    expect(ask("why can't vmk1 reach 172.16.2.9", ...routed, ping(3)).premise).toBe('does-not-hold');
  });

  test('no adapter of the output, no table: nothing is claimed', () => {
    const answer = ask('which vmk reaches 198.51.100.9');
    expect(answer.premise).toBe('cannot-tell');
    expect(answer.missing.join()).toContain('route');
  });

  test('what has no route does not leave', () => {
    const answer = ask(
      "why can't this host reach 198.51.100.9",
      vmk('vmk0', '172.16.1.10/24'),
      route('172.16.1.0/24', null, 'vmk0'),
    );
    expect(answer.premise).toBe('holds');
  });
});

describe('return-path', () => {
  test('replies by another adapter than the dialled one are a likely cause, not a proof', () => {
    const answer = ask("why can't 198.51.100.0/24 reach vmk1", ...routed);
    expect(answer.premise).toBe('cannot-tell');
    expect(answer.answer).toContain('leave by vmk0 through the gateway 172.16.1.1, not by vmk1 (172.16.2.10)');
    expect(todos(answer)[0]).toContain('A route for 198.51.100.0/24 through a router in the subnet of vmk1');
  });

  test('in a shared subnet no route is offered, for none helps', () => {
    const advice = todos(ask("why can't 198.51.100.0/24 reach vmk1", ...shared));
    expect(advice[0]).toContain('No route brings it to vmk1');
    expect(advice.join()).not.toContain('A route for');
  });

  test('the adapter that replies are said to leave by, against the table', () => {
    expect(ask('why do replies to 198.51.100.7 take vmk0', ...routed).premise).toBe('holds');
    expect(ask('why do replies to 198.51.100.7 take vmk1', ...routed).premise).toBe('does-not-hold');
  });

  test('without any route back the premise holds', () => {
    const island = [vmk('vmk0', '172.16.1.10/24'), route('172.16.1.0/24', null, 'vmk0')];
    expect(ask("why can't 198.51.100.7 reach vmk0", ...island).premise).toBe('holds');
  });

  test('a dialled address stands for its adapter', () => {
    expect(ask("why can't 198.51.100.7 reach 172.16.2.10", ...routed).answer).toContain('not by vmk1');
  });

  test('no client address: it asks for one', () => {
    expect(ask("why can't my PC reach vmk1", ...routed)).toMatchObject({ premise: 'cannot-tell' });
  });
});

describe('what-if', () => {
  test('says which addresses move and from where to where', () => {
    const answer = ask('what if I add 198.51.100.0/24 via 172.16.2.1', ...routed);
    expect(answer.answer).toBe(
      'The path of 198.51.100.0–198.51.100.255 changes: by vmk0 through 172.16.1.1 now, by vmk1 through 172.16.2.1 then. Everything else keeps its path.',
    );
  });

  test('a refused change says why', () => {
    expect(ask('what if I add 198.51.100.0/24 via 192.0.2.1', ...routed).premise).toBe('does-not-hold');
  });

  test('without a table or a gateway it cannot tell', () => {
    expect(ask('what if I add 198.51.100.0/24 via 172.16.2.1').premise).toBe('cannot-tell');
    expect(ask('what if I add a route to 198.51.100.0/24', ...routed).premise).toBe('cannot-tell');
  });
});

describe('service-denied', () => {
  test('a filer that nobody names is the one whose mount is not there, and the shared subnet is named as the cause', () => {
    const volume = { volume: 'isos', server: '172.16.1.50', share: '/x', accessible: false, mounted: false };
    const entry = { ...volume, version: 3 as const };
    const nfs: Part = { nfs: [{ ...entry, evidence: proof(entry, 'esxcfg-nas -l') }] };
    const answer = ask('why is my NFS mount permission denied', ...shared, nfs, esxi('4.1.0', { product: 'ESXi' }));
    expect(answer.answer).toBe(
      '172.16.1.50 sees this host as 172.16.1.10, the address of vmk0, not as 172.16.1.11 of vmk1: vmk0 and vmk1 share 172.16.1.0/24, and the routing table gives it to vmk0. If it grants rights to vmk1 alone, it refuses.',
    );
    const what = answer.steps.filter(({ part }) => part === 'what').map(({ text }) => text);
    expect(what).toContain('isos is configured from 172.16.1.50 and is not mounted.');
    expect(what).toContain('The table gives 172.16.1.0/24 to vmk0.');
  });

  test('without a filer at all the sentence begins as a sentence does', () => {
    expect(ask('why is my NFS mount permission denied', vmk('vmk0', '172.16.1.10/24')).answer).toMatch(/^[A-Z]/);
  });

  test('NFS: the address that the filer sees', () => {
    const answer = ask('why is NFS to 198.51.100.9 denied', ...routed, esxi('6.7.0'));
    expect(answer.premise).toBe('cannot-tell');
    expect(answer.answer).toContain('198.51.100.9 sees this host as 172.16.1.10, the address of vmk0.');
    expect(todos(answer)[0]).toContain('export list');
  });

  test('bound iSCSI: the address of the bound adapter', () => {
    const answer = ask('iSCSI login to 172.16.2.50 is rejected', ...routed, iscsi('vmk1'), esxi('6.7.0'));
    expect(answer.answer).toContain('sees this host as 172.16.2.10');
  });

  test('iSCSI whose binding was not captured is not asserted', () => {
    expect(ask('iSCSI login to 172.16.2.50 is rejected', ...routed).answer).toMatch(/^Unless/);
  });

  test('a mounted datastore of that server is no refusal', () => {
    const mount = {
      volume: 'ds',
      server: '172.16.2.50',
      share: '/x',
      accessible: true,
      mounted: true,
      version: 3 as const,
    };
    const nfs: Part = { nfs: [{ ...mount, evidence: proof(mount, 'esxcli storage nfs list') }] };
    expect(ask('why is NFS to 172.16.2.50 denied', ...routed, nfs).premise).toBe('does-not-hold');
  });
});

describe('time', () => {
  test('names the commands of the version', () => {
    expect(ask('is the clock right', esxi('8.0.2'))).toMatchObject({
      premise: 'cannot-tell',
      question: { service: 'ntp' },
    });
    expect(ask('is the clock right', esxi('8.0.2')).missing).toContain('esxcli system ntp get');
    expect(ask('is the clock right', esxi('6.5.0')).missing).toContain('cat /etc/ntp.conf');
  });
});

describe('finding', () => {
  test('found here', () => {
    const answer = ask('why do you say that vmk0 and vmk1 share a subnet', ...shared);
    expect(answer).toMatchObject({ premise: 'holds', findings: ['shared-subnet'] });
    expect(todos(answer).length).toBeGreaterThan(0);
  });

  test('checked and not found, and not checked', () => {
    expect(ask('what does shared-subnet mean', ...routed).premise).toBe('does-not-hold');
    expect(ask('what does shared-subnet mean').premise).toBe('cannot-tell');
  });
});

describe('symptom', () => {
  test.each([
    'vMotion hangs at 14 percent',
    'moving vmk0 to the distributed switch rolls back',
    'why does NLB unicast fail',
    'FlexFabric ports do not appear as storage adapters',
    'no traffic without DCB',
    'VXLAN packets are too big',
    'why did the host reboot',
    'why is the host ballooning',
    'why are no pages shared (TPS)',
    'how do I downgrade to an older image',
    'the blade NICs are dead until a power cycle',
    'read the logs in a browser',
    'why is the VM console black',
  ])('%s: what it can be and what to bring, never a verdict', (text) => {
    const answer = ask(text, ...routed);
    expect(answer.premise).toBe('cannot-tell');
    expect(answer.answer.length).toBeGreaterThan(40);
    expect(answer.steps.every(({ sources }) => sources !== undefined)).toBe(true);
    expect(answer.sources.length).toBeGreaterThan(0);
  });
});

test('what a documented statement rests on is a line or a source', () => {
  for (const text of [
    'why does vMotion use vmk0',
    'which vmk reaches 198.51.100.9',
    "why can't 198.51.100.7 reach vmk1",
    'why is NFS to 172.16.2.50 denied',
  ]) {
    for (const step of ask(text, ...routed, esxi('6.7.0')).steps) {
      if (step.part !== 'what' || step.certainty !== 'documented') continue;
      expect(step.evidence.length + (step.sources?.length ?? 0), step.text).toBeGreaterThan(0);
    }
  }
});
