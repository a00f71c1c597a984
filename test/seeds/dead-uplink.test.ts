import { expect, test } from 'vitest';
import { allOf, asked } from './asked.ts';
import { deadUplink } from './switch-outputs.ts';

const TOLD = 'any vMotion to this host hangs at 14%, and it cannot reach the vMotion interfaces of the other hosts';

test('S004: the adapter sits on an uplink that is up, shows no CDP, and loses its pings', () => {
  const said = asked(TOLD, deadUplink({ heardOn3: false, pinned: 'vmnic3' }));
  expect(said).toMatchObject({ premise: 'holds' });
  expect(said.findings).toContain('link-status-only');
  expect(said.answer).toMatch(/vmnic3 of dvSwitch-Office is up, but no switch is heard there.* vmk1 leaves by it/);
  expect(said.answer).toContain('set that uplink unused');
  expect(said.sources).toEqual(expect.arrayContaining(['S004', 'NET65', 'VSZ', 'KB321009']));
  const text = allOf(said);
  expect(text).toMatch(/the default is by link status only/);
  expect(text).toMatch(/Beacon probing .* needs three uplinks/);
  const surely = (words: string) => said.steps.find((step) => step.text.includes(words))?.certainty;
  expect(surely('needs three uplinks')).toBe('reported');
  expect(surely('IP hash')).toBe('inferred');
  expect(text).toContain('Silence alone proves nothing');
  expect(said.steps.find((step) => step.text.startsWith('vmnic3'))).toMatchObject({ certainty: 'inferred' });
});

test('S004: where no output shows the uplink of the adapter, it is not guessed, and the theory of the author is told as one', () => {
  const said = asked(TOLD, deadUplink({ heardOn3: false, pinned: null }));
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.answer).toMatch(/Whether vmk1 leaves by it is not in what was read: `esxtop`, key n/);
  const guess = said.steps.find(({ text }) => text.includes('was the guess of the author'));
  expect(guess).toMatchObject({ certainty: 'reported', sources: ['S004', 'NET65'] });
  const pinned = said.steps.find(({ text }) => text.includes('originating port ID'));
  expect(pinned).toMatchObject({ certainty: 'inferred', text: expect.stringContaining('Which of vmnic3 and vmnic2') });
});

test('its twin with the same dead uplink and the adapter on the other one is not told that it is the cause', () => {
  const said = asked(TOLD, deadUplink({ heardOn3: false, pinned: 'vmnic2' }));
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.answer).toContain('vmk1 leaves by vmnic2, so it is not what stops this host now');
});

test('its twin with a switch on both uplinks has no dead uplink, whatever the ping does', () => {
  const said = asked(TOLD, deadUplink({ heardOn3: true, pinned: 'vmnic3' }));
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.findings).not.toContain('link-status-only');
  expect(allOf(said)).not.toContain('no switch is heard');
});

test('a NIC that the host took down is told with its log line; one whose link was lost is not', () => {
  const log = (text: string) =>
    `~ # cat /var/log/vobd.log\n2026-03-02T04:05:06.123Z: [netCorrelator] 81us: ${text}\n~ # `;
  const words = 'why was vmnic3 taken down by the host, the link was flapping';
  const said = asked(
    words,
    log('[esx.problem.net.vmnic.linkstate.flapping] Taking down physical NIC vmnic3 because the link is flapping.'),
  );
  expect(said).toMatchObject({ premise: 'holds' });
  expect(said.answer).toMatch(/The host took vmnic3 down once/);
  expect(said.sources).toContain('KB324499');
  const twin = asked(words, log('[vob.net.vmnic.linkstate.down] vmnic vmnic3 linkstate down'));
  expect(twin).toMatchObject({ premise: 'cannot-tell' });
  expect(twin.findings).not.toContain('link-flapping');
});

const standard = (policy: string) => `~ # esxcli network vswitch standard list
vSwitch1
   Name: vSwitch1
   Class: etherswitch
   Num Ports: 128
   Used Ports: 6
   Configured Ports: 128
   MTU: 1500
   CDP Status: listen
   Beacon Enabled: false
   Beacon Interval: 1
   Beacon Threshold: 3
   Beacon Required By:
   Uplinks: vmnic3, vmnic2
   Portgroups: vMotion
~ # esxcli network vswitch standard policy failover get -v vSwitch1
   Load Balancing: ${policy}
   Network Failure Detection: beacon
   Notify Switches: true
   Failback: true
   Active Adapters: vmnic2, vmnic3
   Standby Adapters:
   Unused Adapters:
~ # esxcfg-vmknic -l
Interface  Port Group/DVPort   IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type
vmk1       vMotion             IPv4      10.64.21.12                             255.255.255.0   10.64.21.255    00:50:56:6a:21:12 1500    65535     true    STATIC
~ # `;

test('by IP hash an adapter is not pinned by its port: the peer decides; by port it is', () => {
  const text = allOf(asked(TOLD, standard('iphash')));
  expect(text).toMatch(
    /Which of vmnic2 and vmnic3 vmk1 leaves by is not known\. By IP hash .* another uplink for another peer/,
  );
  expect(text).not.toContain('originating port ID');
  expect(text).not.toContain('was the guess of the author');
  expect(asked('which uplink does vmk1 leave by', standard('iphash')).answer).toContain('TEAM-PNIC');
  const twin = allOf(asked(TOLD, standard('srcport')));
  expect(twin).toMatch(/vmk1 leaves by is not known\. By `originating port ID`/);
  expect(twin).not.toContain('another uplink for another peer');
});

test('what was given is not asked for again, and a switch is asked for by its own name', () => {
  const policy = 'esxcli network vswitch standard policy failover get -v';
  const given = asked(TOLD, standard('srcport'));
  expect(given.missing.filter((each) => each.startsWith(policy))).toEqual([]);
  const without = standard('srcport').replace(/~ # esxcli network vswitch standard policy[^~]*/, '');
  expect(asked(TOLD, without).missing).toContain(`${policy} vSwitch1`);
  const hints = 'vim-cmd hostsvc/net/query_networkhint';
  const last = `${standard('srcport')}${hints}
(vim.host.PhysicalNic.NetworkHint) [
   (vim.host.PhysicalNic.NetworkHint) {
      device = "vmnic2",
      connectedSwitchPort = <unset>,
      lldpInfo = <unset>
   }
]
`;
  expect(asked(TOLD, last).missing).not.toContain(hints);
  expect(given.missing).toContain(hints);
});

test('beacon probing with two uplinks: it cannot tell which is dead; without beacons that is said', () => {
  const words = 'beacon probing with 2 nics ok?';
  const said = asked(words, standard('srcport'));
  expect(said).toMatchObject({ premise: 'holds', findings: ['beacon-probing'] });
  expect(said.answer).toMatch(/two uplinks, vmnic2 and vmnic3\. With fewer than three/);
  expect(said.sources).toContain('VSZ');
  const twin = asked(words, standard('srcport').replace('Detection: beacon', 'Detection: link'));
  expect(twin).toMatchObject({ premise: 'cannot-tell', findings: [] });
  expect(twin.answer).toMatch(/^vSwitch1 detects failures by link status, without beacons\./);
});
