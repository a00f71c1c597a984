import { describe, expect, test } from 'vitest';
import { Time } from '../../src/core/schemas/time.ts';
import { json, typed } from '../support/terminal.ts';

const HEAD = `     remote           refid      st t when poll reach   delay   offset  jitter
==============================================================================
`;
const GET = (name: string) => `[root@${name}:~] esxcli system ntp get
   Enabled: true
   Loglevel: warning
   Servers: 10.72.0.123
`;
const NTPQ = (name: string, row: string) => `[root@${name}:~] ntpq -pn\n${HEAD}${row}\n[root@${name}:~] \n`;
const STAR = '*10.72.0.123     10.72.0.200      3 u   12   64  377    0.242   -0.122   0.093';
const NEVER = ' 10.72.0.123     .INIT.          16 u    -   64    0    0.000    0.000   0.000';

describe('one host', () => {
  test('that is configured is not therefore in time', async () => {
    const { json: time, exit } = await json(['ntp'], GET('esx-31'));
    expect(exit).toBe(0);
    expect(Time.parse(time)).toEqual(time);
    expect(time).toMatchObject({ enabled: true, servers: ['10.72.0.123'], synchronised: 'unknown', state: 'unknown' });
    expect(time).not.toHaveProperty('running');
    expect(time).not.toHaveProperty('firewall');
    expect((await typed(['ntp'], GET('esx-31'))).out).toMatch(/^Whether the time is right is not known\./);
  });

  test('that follows a server', async () => {
    const { json: time } = await json(['ntp'], GET('esx-31') + NTPQ('esx-31', STAR));
    expect(Time.parse(time)).toEqual(time);
    expect(time).toMatchObject({
      running: true,
      synchronised: true,
      offsetMs: -0.122,
      state: 'synchronised',
      cause: null,
      findings: [],
    });
    expect(time.peers).toMatchObject([{ tally: '*', reach: 255, offset: -0.122, jitter: 0.093 }]);
  });

  test('that hears nobody is told the first thing that breaks, and what to run', async () => {
    const { out } = await typed(['ntp'], GET('esx-31') + NTPQ('esx-31', NEVER));
    expect(out).toMatch(/^Time is not synchronised\. No answer has ever come from 10\.72\.0\.123/);
    expect(out).toContain('Here it breaks:');
    expect(out).toContain('esxcli network firewall ruleset allowedip list --ruleset-id=ntpClient');
    const { json: time } = await json(['ntp'], GET('esx-31') + NTPQ('esx-31', NEVER));
    expect(Time.parse(time)).toEqual(time);
    expect(time).toMatchObject({ state: 'unreachable', cause: 'reply', synchronised: false });
    expect(time.findings.map(({ rule }: { rule: string }) => rule)).toEqual(['ntp-unreachable']);
  });

  test('of which nothing on time was captured', async () => {
    const { json: time, exit } = await json(['ntp'], '[root@esx-31:~] vmware -v\nVMware ESXi 7.0.3 build-20328353\n');
    expect(exit).toBe(0);
    expect(time).toMatchObject({ synchronised: 'unknown', state: 'unknown', findings: [] });
    for (const key of ['enabled', 'running', 'servers', 'peers', 'firewall', 'offsetMs'])
      expect(time).not.toHaveProperty(key);
  });
});

test('several hosts are a table, and each is answered for in the JSON', async () => {
  const text = GET('esx-31') + NTPQ('esx-31', STAR) + GET('esx-32') + NTPQ('esx-32', NEVER);
  const { out } = await typed(['ntp'], text);
  expect(out).toMatch(/^1 of 2 hosts is seen to be synchronised\./);
  expect(out).toMatch(/esx-31 +synchronised +10\.72\.0\.123 +0\.12 ms ahead/);
  expect(out).toMatch(/esx-32 +no server heard/);
  const { json: time } = await json(['ntp'], text);
  expect(Time.parse(time)).toEqual(time);
  expect(time.hosts.map(({ host, state }: { host: string; state: string }) => [host, state])).toEqual([
    ['esx-31', 'synchronised'],
    ['esx-32', 'unreachable'],
  ]);
});

test('takes no words', async () => {
  expect((await typed(['ntp', '10.0.0.1'], GET('esx-31'))).exit).toBe(2);
});
