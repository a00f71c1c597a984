import { expect, test } from 'vitest';
import { json } from '../support/terminal.ts';
import { at } from './outputs.ts';
import { found, told } from './told.ts';

/** A host of the cluster: NTP off, or on with the peer that `ntpq` shows. */
function mailHost(peer: string | null): string {
  const say = (command: string, output: string) => at('mail-a', command, output);
  const on = peer !== null;
  return [
    say('vmware -v', 'VMware ESXi 5.5.0 build-2068190'),
    say('cat /etc/ntp.conf', `restrict 127.0.0.1\n${on ? 'server 10.89.0.5\n' : ''}driftfile /etc/ntp.drift`),
    say('/etc/init.d/ntpd status', on ? 'ntpd is running' : 'ntpd is not running'),
    say('chkconfig --list ntpd', `ntpd                    ${on ? 'on' : 'off'}`),
    on ? say('ntpq -pn', `${HEAD}\n${peer}`) : '',
  ].join('');
}

const HEAD = `     remote           refid      st t when poll reach   delay   offset  jitter
==============================================================================`;
const peer = (offset: string) => `*10.89.0.5       192.0.2.1        2 u   33   64  377    0.412 ${offset}   0.100`;

const EXCHANGE =
  'Exchange Information Store fails because the clocks are skewed, VM time jumped ahead 6 minutes at boot';

test('S004: a guest jumped with the clock of its host, whose NTP is off, though its synchronisation is unticked', async () => {
  const said = await told(EXCHANGE, mailHost(null), {
    premise: 'cannot-tell',
    says: /takes over its host's time at single moments, whatever its tick box/,
    findings: ['ntp-not-configured'],
    cites: ['S004'],
  });
  expect(JSON.stringify(said.steps)).toContain('Give every host of the cluster time servers');
});

test('S004: what the guides of VMware Tools do not tell is told as a report, and what it costs beside it', async () => {
  const { json: said } = await json(['why', EXCHANGE], mailHost(null));
  const steps = said.steps as { text: string; certainty: string; sources?: string[] }[];
  const of = (pattern: RegExp) => steps.filter(({ text }) => pattern.test(text));
  expect(of(/vMotion|taking a snapshot/).map(({ certainty }) => certainty)).toEqual(['reported']);
  expect(of(/resumes from suspend, a snapshot is reverted/)).toMatchObject([
    { certainty: 'documented', sources: ['TOOLS'] },
  ]);
  expect(of(/time\.synchronize\.resume\.host/)).toMatchObject([{ certainty: 'reported', sources: ['KB1189'] }]);
  expect(of(/loses the correction at its start/)).toMatchObject([{ certainty: 'documented' }]);
  const { json: seen } = await json(['why', EXCHANGE], mailHost(peer('-361204')));
  const why = (seen.steps as typeof steps).filter(({ text }) => /vMotion/.test(text));
  expect(new Set(why.map(({ certainty }) => certainty))).toEqual(new Set(['reported']));
});

test('S004: a host that is seen to be six minutes ahead is what its guests took over', async () => {
  await told(EXCHANGE, mailHost(peer('-361204')), {
    premise: 'holds',
    says: /ahead.*guests can take that over/,
    findings: ['guest-time-step'],
    cites: ['S004'],
  });
});

test('S004, its twin: a host in time makes no guest jump', async () => {
  const said = await told(EXCHANGE, mailHost(peer('  0.211')), {
    premise: 'cannot-tell',
    says: /at single moments/,
    clearOf: ['guest-time-step', 'ntp-not-configured'],
    cites: [],
  });
  expect(said.findings).toEqual([]);
});

test('S004: no time server is set on the hosts', async () => {
  expect((await found(mailHost(null))).get('ntp-not-configured')).toContain('S004');
});

test('S004, its twin: a host that follows its server', async () => {
  expect([...(await found(mailHost(peer('  0.211')))).keys()]).not.toContain('ntp-not-configured');
});
