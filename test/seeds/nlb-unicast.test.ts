import { expect, test } from 'vitest';
import { allOf, asked } from './asked.ts';
import { policies } from './switch-outputs.ts';

const TOLD = 'why does traffic to our NLB cluster in unicast mode only reach one node';

test('S004: as it is installed the host announces the shared address: Notify switches is to be No', () => {
  const said = asked(TOLD, policies('NLB Web', true, true));
  expect(said).toMatchObject({ premise: 'holds' });
  expect(said.findings).toContain('nlb-unicast-policy');
  expect(said.answer).toMatch(/On NLB Web Notify switches is Yes\..*learns the shared address at one port/);
  expect(said.sources).toEqual(expect.arrayContaining(['S004', 'KB1556']));
  const text = allOf(said);
  expect(text).toContain('-p "NLB Web" --notify-switches=false');
  expect(text).toMatch(/Multicast mode .*static ARP and MAC entries/);
  expect(text).toMatch(/learns other machines of that port group later/);
  expect(text).toMatch(/default gateway: Windows from 2008 on/);
  expect(said.steps[0]).toMatchObject({ certainty: 'documented', sources: ['KB1556'] });
  expect(said.steps[0]?.evidence.map(({ text }) => text)).toEqual(['Notify Switches: true']);
});

test('S004: address changes and forged transmits that are rejected cut the nodes off', () => {
  const said = asked('our NLB cluster is not reachable in unicast mode', policies('NLB Web', false, false));
  expect(said).toMatchObject({ premise: 'holds' });
  expect(said.answer).toMatch(/MAC address changes are rejected and forged transmits are rejected.*cuts its nodes off/);
  expect(said.steps[0]).toMatchObject({ certainty: 'reported', sources: ['S004'] });
  const lines = said.steps[0]?.evidence.map(({ text }) => text);
  expect(lines).toEqual(['Allow MAC Address Change: false', 'Allow Forged Transmits: false']);
});

test('its twin, a port group that is set for it, is not blamed', () => {
  const said = asked(TOLD, policies('NLB Web', false, true));
  expect(said).toMatchObject({ premise: 'does-not-hold' });
  expect(said.findings).not.toContain('nlb-unicast-policy');
  const way = said.steps.filter(({ part }) => part === 'todo').map(({ text }) => text);
  expect(way.join('\n')).not.toContain('Set Notify switches');
  expect(way.join('\n')).toMatch(/static ARP.*\n.*default gateway.*\n.*MAC table/);
});

test('its twin, the same settings on a port group that nothing ties to a cluster, is judged on condition only', () => {
  const said = asked(TOLD, policies('Web servers', true, true));
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.findings).not.toContain('nlb-unicast-policy');
  expect(said.answer).toMatch(/^If that is the port group of the cluster: /);
});

const at = (mac: string) => `esxcli network ip neighbor list
Neighbor      Mac Address        Vmknic  Expiry    State  Type
------------  -----------------  ------  --------  -----  -------
10.64.40.50   ${mac}  vmk0    1164 sec         Unknown
[root@esx-web:~] `;

test('a cluster in IGMP multicast mode is not judged: what it needs is not known', () => {
  const said = asked(TOLD, `${policies('NLB Web', true, true)}${at('01:00:5e:7f:28:32')}`);
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.answer).toMatch(/IGMP multicast mode would look so \(recalled\).*not known here/);
});

test('a cluster in multicast mode needs nothing of the port group', () => {
  const said = asked(TOLD, `${policies('NLB Web', true, true)}${at('03:bf:0a:40:28:32')}`);
  expect(said.steps.find(({ text }) => text.includes('is seen at'))).toMatchObject({ certainty: 'inferred' });
  expect(said).toMatchObject({ premise: 'does-not-hold' });
  expect(said.answer).toMatch(/multicast mode is seen at 10\.64\.40\.50.*static ARP/);
});

test('S004: clients of other subnets need the gateway of the NIC, multicast the entries of the switch; Notify switches is neither', () => {
  const first = (words: string) => asked(words, policies('Web servers', true, true));
  const outside = first('windows nlb vip not reachable from other networks');
  expect(outside.answer).toMatch(/only where its NIC has a default gateway/);
  expect(outside.sources).toContain('S004');
  const multicast = first('nlb multicast not working');
  expect(multicast.answer).toMatch(/static ARP and MAC entries/);
  for (const said of [outside, multicast]) expect(allOf(said)).not.toContain('Notify switches');
});
