import { describe, expect, test } from 'vitest';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { read } from '../../src/core/esxi/read.ts';
import { understand } from '../../src/core/questions/understand.ts';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import type { Finding } from '../../src/core/rules/rule.ts';
import { why } from '../../src/core/why/why.ts';
import { type Collected, collect } from '../../src/hosts/collect.ts';
import { connect } from '../../src/hosts/ssh.ts';
import { startHost } from '../../src/lab/esxi/index.ts';
import { type ScenarioHost, scenarios } from '../../src/lab/scenarios/index.ts';
import { around } from '../support/live.ts';

/** What its document asks of each host, and what the answer rests on. */
const ASKED: Readonly<Record<string, readonly (readonly [question: string, premise: string, answer: RegExp])[]>> = {
  'sharing-all': [['do my machines share memory pages', 'holds', /ShareForceSalting is 0: every machine shares/]],
  'sharing-salted': [['is page sharing off', 'holds', /ShareForceSalting is 2: machines share pages only within/]],
  provider: [
    [
      "why can't 10.44.40.55 reach vmk1",
      'cannot-tell',
      /Replies to 10\.44\.40\.55 leave by vmk0 through the gateway 198\.51\.100\.65, not by vmk1/,
    ],
  ],
  esx35: [
    [
      'which vmk reaches 10.9.9.9',
      'holds',
      /do not leave the host: the gateway 172\.18\.60\.254 is in no subnet of an adapter/,
    ],
  ],
  esxi41: [
    [
      'why is NFS to 10.66.8.50 denied',
      'cannot-tell',
      /sees this host as 10\.66\.8\.12, the address of vmk0, not as 10\.66\.8\.112 of vmk1/,
    ],
  ],
  esx41: [
    ['why is NFS to 10.66.8.50 denied', 'does-not-hold', /sees this host as 10\.66\.8\.111, the address of vmk0/],
  ],
  shared: [
    [
      'why does vMotion use vmk0',
      'cannot-tell',
      /vmk0 and vmk1 share 10\.52\.3\.0\/24, and the routing table gives it to vmk0.*Give vMotion a subnet of its own/,
    ],
  ],
  bound: [
    ['why does iSCSI use vmk1', 'holds', /vmk1 and vmk2, which are bound to it/],
    ['why does iSCSI use vmk0', 'does-not-hold', /does not leave by vmk0/],
  ],
  'pair-a': [
    ['why does vMotion use vmk0', 'cannot-tell', /different VLANs, so what leaves by the wrong one cannot arrive/],
    ["why can't vmk1 reach 10.57.4.122", 'cannot-tell', /leave by vmk0 straight to the link.*not by vmk1/],
  ],
  'pair-b': [
    ['why does vMotion use vmk0', 'cannot-tell', /different VLANs, so what leaves by the wrong one cannot arrive/],
  ],
  'half-moved': [
    [
      'why does the move of vmk0 to the distributed switch fail, ping answers but ssh does not',
      'holds',
      /vmk0 on vSwitch0 and vmk4 on dvSwitch bear one address, 10\.62\.1\.7/,
    ],
  ],
  'dead-uplink': [
    [
      'why does vMotion hang at 14 %',
      'cannot-tell',
      /vmnic3 of vSwitch1 is up, but no switch is heard.*on vmnic2.*TEAM-PNIC/,
    ],
  ],
  lucky: [['why does vMotion hang at 14 %', 'cannot-tell', /vmnic3 of vSwitch1 is up, but no switch is heard/]],
  'nlb-announced': [
    [
      'why does NLB send all traffic to one node',
      'holds',
      /On Web-NLB Notify switches is Yes\..*sends all traffic to one node/,
    ],
  ],
  'nlb-quiet': [
    ['why does NLB send all traffic to one node', 'does-not-hold', /Web-NLB has nothing against unicast mode/],
  ],
  stacks: [
    ['why does vMotion use vmk1', 'holds', /an adapter in the vmotion stack takes it over/],
    ['why does vMotion use vmk0', 'does-not-hold', /vMotion leaves by vmk1/],
  ],
  'ntp-never': [['why is the time wrong', 'holds', /No time server is configured/]],
  'ntp-closed': [['why is the time wrong', 'holds', /ruleset ntpClient of the host's firewall is closed/]],
  'ntp-nobody': [['why is the time wrong', 'holds', /lets through nobody: its list of allowed addresses is empty/]],
  'ntp-wrong-route': [['why is the time wrong', 'holds', /No answer has ever come/]],
  'ntp-windows': [['why is the time wrong', 'holds', /follows none/]],
  'ntp-ahead': [['why is the time wrong', 'holds', /6 min 2 s ahead/]],
  'ntp-runaway': [['why is the time wrong', 'holds', /5\.4 s ahead/]],
  'flex-fcoe': [
    [
      'why do the FlexFabric NICs not show up as iSCSI adapters',
      'holds',
      /vmnic4 and vmnic5 are behind no iSCSI adapter of their own, while vmnic6 and vmnic7 with the same driver/,
    ],
  ],
  'flex-iscsi': [
    [
      'why do the FlexFabric NICs not show up as iSCSI adapters',
      'does-not-hold',
      /vmnic4, vmnic5, vmnic6 and vmnic7, each behind one of vmhba33/,
    ],
  ],
  'overlay-a': [
    ['why does the VXLAN MTU test fail', 'cannot-tell', /own side is large enough \(vmk1 1600\); whether every hop/],
  ],
  'overlay-b': [['why does the VXLAN MTU test fail', 'holds', /The overlay endpoint vmk1 has MTU 1500/]],
  'esx-before': [
    [
      'what breaks when I upgrade this ESX host to ESXi',
      'holds',
      /gateway 10\.69\.2\.1 vanishes.*vmk0 is left disabled/,
    ],
  ],
  leased: [
    [
      'why do two adapters take their addresses from one DHCP server',
      'holds',
      /vmk0 and vmk1 take their address from DHCP/,
    ],
  ],
  healthy: [['why does NFS to 10.58.3.9 use vmk2', 'holds', /NFS leaves by vmk2 for 10\.58\.3\.9/]],
};

/** Reads a scenario's host as the product does: over SSH, from the address that its world gives the bot. */
async function readOverSsh({ state, world }: ScenarioHost): Promise<Collected> {
  const host = await startHost({ state, world });
  const login = {
    name: state.name,
    address: '127.0.0.1',
    port: host.port,
    user: 'root',
    credential: { kind: 'password', password: { env: 'LAB_PASSWORD' } },
    hostKey: host.hostKeyFingerprint,
  } as const;
  try {
    const live = await connect(login, around({}, { env: { LAB_PASSWORD: 'lab' } }));
    try {
      return await collect(live, { limits: around().limits, now: Date.now, lanes: 3 });
    } finally {
      await live.close();
    }
  } finally {
    await host.close();
  }
}

function answerOf(state: HostState, question: string) {
  const understood = understand(question);
  if (!('question' in understood)) throw new Error(`not understood: ${question}`);
  return why(state, understood.question);
}

const idsOf = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ rule, explains }) => [rule, ...idsOf(explains)]);

const hosts = scenarios().flatMap(({ name, hosts: each }) =>
  each.map((host) => ({ title: `${name}: ${host.state.name}`, host })),
);

describe.each(hosts)('$title, read over SSH', ({ host }) => {
  test('is read without a gap, checks as it must, and answers as its document does', async () => {
    const { transcript, notes } = await readOverSsh(host);
    const { hosts: seen, unread } = read(transcript);
    expect(seen.map((each) => each.host.name)).toEqual([host.state.name]);
    expect(unread).toEqual([]);
    // What an old version has no command for is all that may be said of the way it was read.
    expect(notes.filter((note) => !note.startsWith('I know no command for this on '))).toEqual([]);

    const found = idsOf(diagnose(seen[0]!).findings);
    expect(found).toEqual(expect.arrayContaining([...host.finds]));
    for (const id of host.clearOf) expect(found).not.toContain(id);
    // What the documents tell of is not time: their hosts are as fresh ones are.
    if (host.finds.length === 0) expect(found.filter((id) => id !== 'ntp-not-configured')).toEqual([]);

    const asked = ASKED[host.state.name];
    expect(asked, `${host.state.name} has no question`).toBeDefined();
    for (const [question, premise, said] of asked!) {
      const answer = answerOf(seen[0]!, question);
      expect([question, answer.premise]).toEqual([question, premise]);
      expect(answer.answer).toMatch(said);
      expect(answer.steps.some(({ evidence }) => evidence.length > 0)).toBe(true);
    }
  });
});
