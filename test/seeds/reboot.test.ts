import { expect, test } from 'vitest';
import { readBundle } from '../../src/bundle/index.ts';
import { read } from '../../src/core/esxi/read.ts';
import { understand } from '../../src/core/questions/understand.ts';
import { why } from '../../src/core/why/why.ts';
import { SAMPLES } from '../../src/samples/index.ts';
import { bundleOf } from '../bundle/members.ts';
import { pieces, tgz } from '../bundle/pack.ts';

const sample = (name: string) => SAMPLES.find((each) => each.name === name)!.text;

function asked(words: string, text: string) {
  const understood = understand(words);
  if ('refused' in understood) throw new Error(`not understood: ${words}`);
  return why(read(text).hosts[0]!, understood.question);
}

test('a host that was rebooted by hand at its console: the logs name the DCUI', () => {
  const said = asked('I had to troubleshoot an ESXi host reboot today, why did it reboot', sample('reboot-dcui'));
  expect(said).toMatchObject({ premise: 'holds', findings: ['reboot-cause'], missing: [] });
  expect(said.answer).toMatch(/asked for this restart at 2016-05-04T03:24:40Z.*console of the host \(DCUI\)/);
  expect(said.sources).toEqual(expect.arrayContaining(['S004', 'KB317245']));
  // That lines name the console is what a seed tells, so it is no more than reported.
  expect(said.steps.find(({ text }) => text.startsWith('Named as who asked'))).toMatchObject({ certainty: 'reported' });
});

test('lines of a request alone name the DCUI, and say what decides', () => {
  const said = asked(
    'who rebooted the host',
    `[root@esx-44:~] grep -i reboot /var/run/log/*.log
/var/run/log/hostd.log:2016-05-04T03:24:38.101Z info hostd[FF9C2B70] [Originator@6876 sub=Vimsvc.TaskManager opID=dcui-2a user=dcui] Task Created : haTask-ha-host-vim.HostSystem.reboot-77
/var/run/log/syslog.log:2016-05-04T03:24:37Z DCUI[34221]: User initiated reboot`,
  );
  expect(said.premise).toBe('cannot-tell');
  expect(said.answer).toMatch(/asked at 2016-05-04T03:24:37Z.*only vmksummary.log says.*console of the host \(DCUI\)/);
  expect(said.missing.join()).toContain('vmksummary.log');
});

test('its twin, where somebody was at the console and power was lost later, names nobody', () => {
  const said = asked('who rebooted this host via the DCUI', sample('power-lost'));
  expect(said.answer).toMatch(/lost power or was reset between 2016-05-04T03:00:01Z and 2016-05-04T03:31:12Z/);
  expect(JSON.stringify(said)).not.toContain('Named as who asked');
  expect(said.steps.find(({ text }) => text.includes('hourly'))).toMatchObject({ certainty: 'inferred' });
  expect(said.premise).toBe('holds');
});

test('an exported support bundle is read in the place of its unpacked folders, rotated logs of /var/run/log too', async () => {
  const { text } = await readBundle('esx-31.tgz', pieces(tgz(bundleOf('esx-31', 31))));
  const said = asked('why did the host restart', text);
  expect(said.answer).toContain('console of the host (DCUI)');
});

test('its twin, a bundle whose logs begin after the restart, says what to bring', async () => {
  const after = bundleOf('esx-31', 31).filter(({ name }) => !/\.gz$|vmksummary/.test(name));
  const summary = { name: 'var/run/log/vmksummary.log', content: '2016-05-04T05:31:12Z bootstop: Host has booted\n' };
  const top = after[0]!.name;
  const { text } = await readBundle(
    'esx-31.tgz',
    pieces(tgz([...after, { ...summary, name: `${top}${summary.name}` }])),
  );
  const said = asked('why did the host restart', text);
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.answer).toContain('nothing in these lines shows how it had stopped');
});

test('without any log the answer says which output decides', () => {
  const said = asked('why did the host restart', '~ # vmware -v\nVMware ESXi 6.0.0 build-3620759');
  expect(said).toMatchObject({ premise: 'cannot-tell' });
  expect(said.missing.join()).toMatch(/vmksummary\.log.*vmkernel\.log.*hostd\.log/);
});

test('classic ESX is told its own name of the log', () => {
  const said = asked('why did the host restart', '[root@esx4 root]# vmware -v\nVMware ESX 4.1.0 build-348481');
  expect(said.missing).toEqual(['tail -200 /var/log/vmksummary']);
});
