/** Questions as operators ask them in the night, on hosts where the obvious answer is the wrong one. */
import { describe, expect, test } from 'vitest';
import { understand } from '../../src/core/questions/understand.ts';
import { why } from '../../src/core/why/why.ts';
import { esxi, host, iscsi, type Part, portgroup, proof, route, uplink, vmk, vswitch } from '../support/host.ts';

function ask(text: string, ...parts: readonly Part[]) {
  const understood = understand(text);
  if (!('question' in understood)) throw new Error(`not understood: ${text}`);
  return why(host(...parts), understood.question);
}

const todos = (answer: ReturnType<typeof ask>) =>
  answer.steps.filter(({ part }) => part === 'todo').map(({ text }) => text);

/** vmk0 and vmk1 in one subnet that the table gives to vmk0, vmk2 in another one with a route through it. */
const shared: readonly Part[] = [
  esxi('7.0.3'),
  vmk('vmk0', '172.21.0.41/24'),
  vmk('vmk1', '172.21.0.141/24'),
  vmk('vmk2', '172.21.8.41/22'),
  route('default', '172.21.0.1', 'vmk0', { source: 'MANUAL' }),
  route('172.21.0.0/24', null, 'vmk0', { source: 'MANUAL' }),
  route('172.21.8.0/22', null, 'vmk2', { source: 'MANUAL' }),
  route('172.28.0.0/16', '172.21.8.254', 'vmk2', { source: 'MANUAL' }),
];

describe('a service with a stack of its own', () => {
  const parts = [
    vmk('vmk0', '172.21.0.9/24'),
    vmk('vmk1', '172.21.5.9/24', { netstack: 'vmotion' }),
    route('172.21.5.0/24', null, 'vmk1', { netstack: 'vmotion', source: 'MANUAL' }),
    route('default', '172.21.0.1', 'vmk0', { source: 'MANUAL' }),
    route('172.21.0.0/24', null, 'vmk0', { source: 'MANUAL' }),
  ];

  test('is looked up in that stack and never falls through to the default one', () => {
    const answer = ask('can vMotion reach 172.29.0.5', ...parts);
    expect(answer.answer).toContain('do not leave the host');
    expect(answer.answer).not.toContain('172.21.0.1');
    expect(answer.premise).toBe('does-not-hold');
    expect(ask("why can't vMotion reach 172.29.0.5", ...parts).premise).toBe('holds');
    expect(answer.prove[0]).toBe('vmkping ++netstack=vmotion -I vmk1 172.29.0.5');
  });

  test('without adapters in it the default stack answers', () => {
    const [only, , , ...rest] = parts;
    expect(ask('can vMotion reach 172.29.0.5', only!, ...rest).answer).toContain('172.21.0.1');
  });
});

describe('classic ESX has two tables', () => {
  const row = { network: '0.0.0.0/0', gateway: '172.22.1.253', interface: 'vswif0' };
  const nic = { name: 'vswif0', ipv4: '172.22.1.10', prefixLength: 24 };
  const parts: readonly Part[] = [
    esxi('4.1.0', { product: 'ESX' }),
    vmk('vmk0', '172.22.1.11/24'),
    route('172.22.1.0/24', null, 'vmk0'),
    route('default', '172.22.1.254', 'vmk0'),
    {
      serviceConsole: {
        interfaces: [{ ...nic, evidence: proof(nic, 'esxcfg-vswif -l') }],
        routes: [{ ...row, evidence: proof(row, 'route -n') }],
      },
    },
  ];

  test('management and ssh are the console', () => {
    const answer = ask('why does ssh from 172.30.2.2 come back by vswif0', ...parts);
    expect(answer).toMatchObject({ premise: 'holds' });
    expect(answer.answer).toContain('leave by vswif0 through the gateway 172.22.1.253');
  });

  test('a ping is answered for both', () => {
    const { answer } = ask('how does ping get to 172.30.9.9', ...parts);
    expect(answer).toContain('vswif0 through the gateway 172.22.1.253');
    expect(answer).toContain('vmk0 through the gateway 172.22.1.254');
  });

  test('vmkping and an adapter of the VMkernel are the VMkernel', () => {
    expect(ask('why does vmkping 172.30.9.9 fail', ...parts).answer).not.toContain('vswif0');
    expect(ask("why can't 172.30.9.9 reach vmk0", ...parts).answer).not.toContain('vswif0');
  });

  test('an interface that the console does not have is denied', () => {
    expect(ask('why do replies to 172.30.9.9 leave by vswif3', ...parts).premise).toBe('does-not-hold');
  });
});

describe('bound iSCSI', () => {
  const parts: readonly Part[] = [
    esxi('6.7.0'),
    vmk('vmk0', '172.24.0.5/24', { portgroup: 'Mgmt', mtu: 1500 }),
    vmk('vmk1', '172.24.0.51/24', { portgroup: 'iSCSI-A', mtu: 9000 }),
    vmk('vmk2', '172.24.0.52/24', { portgroup: 'iSCSI-B', mtu: 9000 }),
    iscsi('vmk1', 'vmk2'),
    route('172.24.0.0/24', null, 'vmk0'),
    route('default', '172.24.0.1', 'vmk0'),
    vswitch('vSwitch0', { mtu: 1500, uplinks: ['vmnic0'] }),
    vswitch('vSwitch1', { mtu: 1500, uplinks: ['vmnic2', 'vmnic3'] }),
    portgroup('Mgmt', 0, { vswitch: 'vSwitch0', uplinks: ['vmnic0'] }),
    portgroup('iSCSI-A', 44, { vswitch: 'vSwitch1', uplinks: ['vmnic2'] }),
    portgroup('iSCSI-B', 44, { vswitch: 'vSwitch1', uplinks: ['vmnic3'] }),
    uplink('vmnic0'),
    uplink('vmnic2'),
    uplink('vmnic3', { link: 'down' }),
  ];

  test('"ping works but iscsi does not" is about iSCSI, with the faults of its adapters', () => {
    const answer = ask("ping to 172.24.0.200 works but iscsi doesn't", ...parts);
    expect(answer.question.service).toBe('iscsi');
    expect(answer.answer).toContain('leaves by vmk1 and vmk2');
    expect(answer.answer).toContain('A plain ping leaves by vmk0 and proves nothing');
    expect(answer.findings).toEqual(expect.arrayContaining(['mtu-mismatch', 'uplink-down']));
    expect(answer.prove).toEqual(
      expect.arrayContaining(['vmkping -I vmk1 172.24.0.200', 'vmkping -I vmk2 172.24.0.200']),
    );
  });

  test('a dead uplink that is not on the way is left out', () => {
    expect(ask('which vmk does iSCSI use', ...parts).findings).toContain('uplink-down');
    expect(ask('which vmk reaches 172.30.1.1', ...parts).findings).not.toContain('uplink-down');
  });
});

describe('findings bear on the flow that is asked about', () => {
  test.each([
    'does syslog to 172.30.1.1 leave by vmk0',
    'why do replies to 172.30.5.5 not go out vmk2',
    'which vmk reaches 172.28.0.9',
  ])('%s: past the shared subnet', (text) => {
    expect(ask(text, ...shared).findings).not.toContain('shared-subnet');
  });

  test.each(['which vmk reaches 172.21.0.77', "why can't vmk1 reach 172.30.5.5", 'why does vMotion use vmk0'])(
    '%s: in it, or by an adapter that lost it',
    (text) => {
      expect(ask(text, ...shared).findings).toContain('shared-subnet');
    },
  );
});

describe('a finding about another peer or service is left out', () => {
  const mount = {
    volume: 'ISOs',
    server: '172.21.0.50',
    share: '/isos',
    accessible: false,
    mounted: false,
    version: 3 as const,
  };
  const denied: readonly Part[] = [
    esxi('4.1.0', { product: 'ESXi' }),
    vmk('vmk0', '172.21.0.41/24', { services: ['management'], tagsRead: true, portgroup: 'Management Network' }),
    vmk('vmk1', '172.21.0.141/24', { services: [], tagsRead: true, portgroup: 'NFS' }),
    route('default', '172.21.0.1', 'vmk0'),
    route('172.21.0.0/24', null, 'vmk0'),
    { nfs: [{ ...mount, evidence: proof(mount, 'esxcfg-nas -l') }] },
  ];

  test('a mount that is denied says nothing of the way to another network', () => {
    expect(ask('which vmk reaches 172.21.0.50', ...denied).findings).toContain('nfs-source-address');
    const answer = ask('which vmk reaches 172.30.3.9', ...denied);
    expect(answer.findings).toEqual([]);
    expect(todos(answer).join(' ')).not.toContain('filer');
  });

  test('replies to clients say nothing of a service that the host begins', () => {
    const clients: readonly Part[] = [
      esxi('6.7.0'),
      vmk('vmk0', '198.51.100.66/28', { services: ['management'], tagsRead: true }),
      vmk('vmk1', '10.44.20.100/24', { services: ['management'], tagsRead: true }),
      route('default', '198.51.100.65', 'vmk0', { source: 'MANUAL' }),
      route('198.51.100.64/28', null, 'vmk0', { source: 'MANUAL' }),
      route('10.44.20.0/24', null, 'vmk1', { source: 'MANUAL' }),
    ];
    expect(ask("why can't 10.44.40.0/24 reach vmk1", ...clients).findings).toContain('return-path');
    expect(ask('why does vMotion use vmk0', ...clients).findings).toEqual([]);
  });
});

test('the root of a shared vMotion subnet: the cause and what to do in few words, and each advice once', () => {
  const tag = (service: string) => ({ services: [service], tagsRead: true });
  const [version, , , , ...rest] = shared;
  const nics = [vmk('vmk0', '172.21.0.41/24', tag('management')), vmk('vmk1', '172.21.0.141/24', tag('vmotion'))];
  const answer = ask('why does vMotion use vmk0', version!, ...nics, ...rest);
  expect(answer.answer).toContain('the routing table gives it to vmk0');
  expect(answer.answer).toContain('Give vMotion a subnet of its own');
  expect(answer.answer.split(' ').length).toBeLessThan(35);
  expect(answer.findings).toContain('shared-subnet');
  expect(todos(answer).filter((text) => /static route/.test(text))).toHaveLength(1);
});

test('eth0 is no adapter of ESXi', () => {
  const answer = ask('why does eth0 use 172.21.0.1', ...shared);
  expect(answer.premise).toBe('does-not-hold');
  expect(answer.answer).toContain('ESXi has no eth0');
});

describe('a ping that the host sends', () => {
  const ping = (payload: number, received: number, error: string | null): Part => {
    const entry = { destination: '172.21.0.77', vmknic: 'vmk1', payload, dontFragment: true, sent: 2, received, error };
    return { pings: [{ ...entry, evidence: proof(entry, `vmkping -I vmk1 -d -s ${payload} 172.21.0.77`) }] };
  };
  const jumbo: readonly Part[] = [
    vmk('vmk1', '172.21.0.141/24', { mtu: 9000, portgroup: 'Storage' }),
    portgroup('Storage', 0, { vswitch: 'vSwitch1' }),
    vswitch('vSwitch1', { mtu: 1500 }),
  ];

  test('plain it follows the table and proves nothing for an adapter; with -I the wire of the adapter is tested', () => {
    const answer = ask('vmkping -I vmk1 fails but ping works', ...shared);
    expect(answer.answer).toContain('leaves by vmk0, so it proves nothing for vmk1');
    expect(answer.answer).not.toContain('answered by the adapter that received it');
    expect(answer.prove[0]).toBe('vmkping -I vmk1 PEER');
  });

  test.each(['why does vmkping with 8972 fail', "jumbo frames don't work between hosts", 'explain mtu mismatch'])(
    '%s: holds where a large ping of the output failed, with its line and the smaller MTU',
    (text) => {
      const answer = ask(text, ...jumbo, ping(8972, 0, 'message-too-long'));
      expect(answer).toMatchObject({ premise: 'holds', findings: ['mtu-mismatch'] });
      expect(answer.answer).toContain('message too long');
      expect(answer.steps[0]?.evidence[0]?.command).toContain('vmkping');
    },
  );

  test('a large ping that failed without a known cause is not given one', () => {
    const answer = ask("jumbo frames don't work", vmk('vmk1', '172.21.0.141/24'), ping(8972, 0, null));
    expect(answer.premise).toBe('holds');
    expect(answer.findings).toEqual([]);
    expect(todos(answer)[0]).toContain('1472');
  });

  test('without such a ping the rule decides', () => {
    expect(ask('explain mtu mismatch', ...jumbo, ping(56, 0, null)).answer).toContain('MTU 9000');
  });

  test('with both ends named the failed ping is the answer', () => {
    const answer = ask('vmkping -I vmk1 -s 8972 172.21.0.77 fails', ...jumbo, ping(8972, 0, 'message-too-long'));
    expect(answer.premise).toBe('holds');
    expect(answer.answer).toContain('never left: the host said that the message is too long');
  });
});

describe('a client in a subnet of the host itself', () => {
  test.each([
    ['my PC 172.21.0.77 can not talk to vmk2', '172.21.0.41, the address of vmk0'],
    ["why can't 172.21.9.0/24 reach vmk0", '172.21.8.41, the address of vmk2'],
  ])('%s: no static route is offered', (text, dial) => {
    const advice = todos(ask(text, ...shared));
    expect(advice.join()).toContain('No static route can change it');
    expect(advice.join()).toContain(dial);
    expect(advice.join()).not.toContain('A route for');
  });

  test('what the host sends there is not moved by a route either', () => {
    expect(todos(ask("why can't vmk2 reach 172.21.0.77", ...shared)).join()).toContain('No static route can bring it');
  });

  test('a prefix larger than the subnet may be routed', () => {
    expect(todos(ask("why can't 172.16.0.0/12 reach vmk2", ...shared)).join()).not.toContain('No static route can');
  });
});

test('a virtual machine is not the host', () => {
  const answer = ask('does VM web01 reach 172.21.0.9', ...shared);
  expect(answer.premise).toBe('does-not-hold');
  expect(answer.answer).toContain('virtual machine');
  expect(ask('why can this host not reach the VM 172.21.0.9', ...shared).answer).toContain('vmk0');
});

describe('entries that a question asks after', () => {
  test.each([
    ['why is there no route to 172.28.0.9', 'does-not-hold', '172.28.0.0/16 via 172.21.8.254'],
    ['do I need a static route for 172.28.0.0/16', 'holds', 'there already'],
    ['why is there no route to 172.30.0.9', 'cannot-tell', 'no entry of its own'],
  ])('%s', (text, premise, words) => {
    const answer = ask(text, ...shared);
    expect(answer.premise).toBe(premise);
    expect(answer.answer).toContain(words);
  });

  test('without any way there is none', () => {
    const island = [vmk('vmk0', '172.21.0.41/24'), route('172.21.0.0/24', null, 'vmk0')];
    expect(ask('why is there no route to 172.30.0.9', ...island).premise).toBe('holds');
  });
});

test('an adapter whose Gateway column shows 0.0.0.0 overrides nothing', () => {
  const parts = [
    vmk('vmk0', '172.21.0.41/24', { gateway: '172.21.0.1' }),
    vmk('vmk1', '172.21.1.41/24', { gateway: null }),
  ];
  expect(ask('does vmk1 override the gateway', ...parts).premise).toBe('does-not-hold');
  expect(ask('does vmk0 override the gateway', ...parts).premise).not.toBe('does-not-hold');
});

test('what only captures settle is captured on each adapter concerned', () => {
  const answer = ask('which adapter does vMotion leave by', ...shared);
  for (const name of ['vmk0', 'vmk1']) expect(answer.prove.join()).toContain(`--vmk ${name} `);
  expect(answer.prove.join()).not.toContain('vmk2');
  expect(answer.findings).toContain('shared-subnet');
});

describe('two changes in one question', () => {
  test('an exchange of the gateway is told whole, with what is between', () => {
    const answer = ask('what changes if I delete the route to 172.28.0.0/16 and add it via 172.21.8.253', ...shared);
    expect(answer.premise).toBe('holds');
    expect(answer.answer).toContain('two changes');
    expect(answer.answer).toContain('through 172.21.8.254 now, by vmk2 through 172.21.8.253 then');
    expect(answer.steps[0]?.text).toContain('by vmk0 through 172.21.0.1');
  });

  test('one that is refused says which', () => {
    const answer = ask('what changes if I delete the route to 172.28.0.0/16 and add it via 192.0.2.1', ...shared);
    expect(answer).toMatchObject({ premise: 'does-not-hold' });
    expect(answer.answer).toContain('192.0.2.1 is in no subnet');
  });
});

describe('an adapter in the table', () => {
  test('one that has lost its subnet stands in no entry', () => {
    const answer = ask('why is vmk1 not in the routing table', ...shared);
    expect(answer).toMatchObject({ premise: 'holds', findings: ['shared-subnet'] });
    expect(answer.answer).toContain('172.21.0.0/24, its subnet, is given to vmk0');
  });

  test('one that has entries is named with them', () => {
    expect(ask('why is vmk2 not in the routing table', ...shared).premise).toBe('does-not-hold');
    expect(ask('is vmk2 used at all', ...shared).answer).toContain('172.28.0.0/16');
  });

  test('without a table nothing is said', () => {
    expect(ask('is vmk1 used at all', vmk('vmk1', '172.21.0.1/24')).premise).toBe('cannot-tell');
  });
});

describe('is anything wrong', () => {
  test('the gravest finding first', () => {
    const answer = ask('is anything wrong with this host', ...shared);
    expect(answer).toMatchObject({ premise: 'holds', findings: ['shared-subnet'] });
  });

  test('nothing found is not the same as nothing wrong', () => {
    const answer = ask('is anything wrong with this host', vmk('vmk0', '172.21.0.41/24'));
    expect(answer.premise).toBe('cannot-tell');
    expect(answer.answer).toContain('not everything could be checked');
  });
});

test('the host that vCenter loses, with the findings that bear on it', () => {
  const answer = ask('the host is not responding in vCenter', ...shared);
  expect(answer).toMatchObject({ premise: 'cannot-tell', findings: ['shared-subnet'] });
});

test('two bound adapters in one subnet: they share it, and that is right', () => {
  const bound = [vmk('vmk1', '10.53.7.11/24'), vmk('vmk2', '10.53.7.12/24'), iscsi('vmk1', 'vmk2')];
  const answer = ask('why do vmk1 and vmk2 share a subnet', esxi('7.0.3'), ...bound);
  expect(answer).toMatchObject({ premise: 'holds', findings: [] });
  expect(answer.answer).toContain('that is right here');
  const one = [...bound.slice(0, 2), iscsi('vmk1')];
  expect(ask('why do vmk1 and vmk2 share a subnet', esxi('7.0.3'), ...one).answer).not.toContain('that is right here');
});

describe('as the published cases end', () => {
  test('the gateway error at start can be ignored where nothing is routed', () => {
    const parts = [
      esxi('3.5.0', { product: 'ESX' }),
      vmk('vmk0', '172.21.1.9/24'),
      route('default', '172.21.9.1', 'vmk0'),
    ];
    const answer = ask('can I ignore the vmkernel gateway error', ...parts, route('172.21.1.0/24', null, 'vmk0'));
    expect(answer.question).toMatchObject({ kind: 'finding', rule: 'gateway-off-subnet' });
    expect(answer.answer).toContain('can be ignored where no VMkernel traffic has to be routed');
    expect(answer.steps.map(({ text }) => text).join()).toContain('Unable to set VMkernel gateway');
  });

  test.each([
    'why can I ping all vMotion interfaces but migrations fail',
    'vmkping works but vmotion fails',
    'pings between the vMotion adapters are answered and still the migration hangs',
  ])('%s: a ping follows the table, not the tag', (text) => {
    const tag = { services: ['vmotion'], tagsRead: true };
    const twins = [
      vmk('vmk0', '172.21.0.41/24'),
      vmk('vmk1', '172.21.0.141/24', tag),
      route('172.21.0.0/24', null, 'vmk0'),
    ];
    const answer = ask(text, esxi('7.0.3'), ...twins);
    expect(answer.question.symptom).toBe('ping-but-no-migration');
    expect(answer.steps[0]?.text).toBe(
      'The table gives 172.21.0.0/24 to vmk0: a plain ping into it leaves by vmk0, not by vmk1.',
    );
    expect(answer.prove).toContain('vmkping -I vmk1 PEER');
    expect(ask(text, esxi('4.1.0', { product: 'ESXi' }), ...twins).prove).toContain('vmkping PEER');
  });

  test('a migration is tested in the stack of its adapters', () => {
    const parts = [
      esxi('8.0.2'),
      vmk('vmk0', '172.21.0.41/24'),
      vmk('vmk2', '172.21.7.41/24', { netstack: 'vmotion' }),
    ];
    expect(ask('why does vMotion hang at 14 percent', ...parts).prove).toContain(
      'vmkping ++netstack=vmotion -I vmk2 -d -s 1472 PEER',
    );
  });

  test('why NFS works on the one with a console: there is no other adapter to choose', () => {
    const mount = {
      volume: 'isos',
      server: '172.22.1.50',
      share: '/x',
      accessible: true,
      mounted: true,
      version: 3 as const,
    };
    const nic = { name: 'vswif0', ipv4: '172.22.1.10', prefixLength: 24 };
    const answer = ask(
      'why does NFS work here',
      esxi('4.1.0', { product: 'ESX' }),
      vmk('vmk0', '172.22.1.11/24'),
      route('172.22.1.0/24', null, 'vmk0'),
      { nfs: [{ ...mount, evidence: proof(mount, 'esxcfg-nas -l') }] },
      { serviceConsole: { interfaces: [{ ...nic, evidence: proof(nic, 'esxcfg-vswif -l') }], routes: [] } },
    );
    expect(answer.answer).toContain('NFS leaves by vmk0 for 172.22.1.50');
    expect(answer.steps.map(({ text }) => text).join()).toContain(
      'vswif0 of the Service Console is in that subnet too',
    );
  });
});
