import { afterEach, describe, expect, test } from 'vitest';
import { batchScript } from '../../src/hosts/batch.ts';
import { type Collected, collect } from '../../src/hosts/collect.ts';
import { MOST_SCRIPT } from '../../src/hosts/limits.ts';
import { VERSION_QUERY } from '../../src/hosts/queries.ts';
import { runBatch } from '../../src/hosts/run-batch.ts';
import { type Connection, connect } from '../../src/hosts/ssh.ts';
import { around, faultOf, leavesNothingOpen } from '../support/live.ts';
import { answerBatch, batchOf, type OddHost, oddHost, printBatch, type Said } from '../support/odd-host.ts';
import { unlisted } from '../support/query.ts';

const env = { LAB_PASSWORD: 'lab' };
const VERSION = { out: 'VMware ESXi 7.0.3 build-20328353\n' };
const VMKNICS = `Interface  Port Group/DVPort/Opaque Network        IP Family IP Address                              Netmask         Broadcast       MAC Address       MTU     TSO MSS   Enabled Type                NetStack
vmk0       Management Network                      IPv4      10.0.0.7                                255.255.255.0   10.0.0.255      00:50:56:aa:bb:cc 1500    65535     true    STATIC              defaultTcpipStack
`;

let host: OddHost | undefined;
afterEach(async () => {
  await host?.close();
  host = undefined;
});

type OnExec = Parameters<typeof oddHost>[0];

/** One connection to a host that does so with each exec, closed at the end. */
async function onHost<T>(onExec: OnExec, work: (live: Connection, host: OddHost) => Promise<T>): Promise<T> {
  const odd = await oddHost(onExec);
  host = odd;
  const live = await connect(odd.login, around({ command: 5000 }, { env }));
  try {
    return await work(live, odd);
  } finally {
    await live.close();
  }
}

const reading = (answer: (command: string) => Said): Promise<Collected> =>
  onHost(
    (line, channel) => answerBatch(line, channel, answer),
    (live) => collect(live, { limits: around().limits, now: Date.now }),
  );

describe('a batch', () => {
  test('is over when everything was answered, also where the channel stays open; nothing is killed', () =>
    leavesNothingOpen(async () => {
      const never: OnExec = (line, channel) => printBatch(line, channel, () => VERSION);
      await onHost(never, async (live, { execs, open }) => {
        // With `ms` a minute, only its own completeness ends it within the test.
        expect(await runBatch(live, [VERSION_QUERY], 60_000)).toMatchObject({ end: 'complete', ended: 1 });
        expect(execs).toHaveLength(1);
        for (let i = 0; i < 40 && open.size > 0; i++) await new Promise((done) => setTimeout(done, 25));
        expect(open.size).toBe(0);
      });
      await host?.close();
      host = undefined;
    }));

  test('keeps its status where output, status and end come in one packet', () =>
    onHost(
      (_, channel) => {
        channel.write('x\n');
        channel.exit(3);
        channel.end();
      },
      async (live) => {
        const nobody = { stdout() {}, stderr() {} };
        for (let i = 0; i < 30; i++) expect(await live.exec('x', nobody, undefined, 5000)).toEqual({ status: 3 });
      },
    ));

  test.each([
    ['in one line', (line: string) => line],
    ['one statement a line', (line: string) => line.replaceAll('; ', '\n')],
  ])('that an account without a shell echoes %s ran no command', (_, shown) =>
    onHost(
      (line, channel) => {
        channel.write(`This account may not run: ${shown(line)}\n`);
        channel.exit(1);
        channel.end();
      },
      async (live) => expect((await faultOf(runBatch(live, [VERSION_QUERY], 5000))).code).toBe('host-no-shell'),
    ),
  );

  test('whose shell names process 1 or none as its own kills nothing', () =>
    onHost(
      (line, channel) => channel.write(`${batchOf(line)?.nonce} 0 1\n`),
      async (live, { execs }) => {
        expect((await runBatch(live, [unlisted('x')], 200)).end).toBe('hung');
        expect(execs).toHaveLength(1);
      },
    ));

  test('that hangs is ended by the number that its shell told, as a command of plain words', () =>
    onHost(
      (line, channel) => {
        const batch = batchOf(line);
        if (batch !== null) return void channel.write(`${batch.nonce} 0 4711\n`);
        channel.exit(0);
        channel.end();
      },
      async (live, { execs }) => {
        expect((await runBatch(live, [unlisted('x')], 200)).end).toBe('hung');
        expect(execs[1]).toBe('kill -9 -4711; kill -9 4711');
      },
    ));

  test('that is cancelled is ended on the host, too, and its channel is closed', () =>
    onHost(
      (line, channel) => {
        const batch = batchOf(line);
        if (batch !== null) return void channel.write(`${batch.nonce} 0 4711\n`);
        channel.exit(0);
        channel.end();
      },
      async (live, { execs, open }) => {
        const control = new AbortController();
        const fault = faultOf(runBatch(live, [unlisted('x')], 60_000, control.signal));
        while (open.size === 0) await new Promise((done) => setTimeout(done, 10));
        await new Promise((done) => setTimeout(done, 50));
        control.abort();
        expect((await fault).code).toBe('cancelled');
        expect(execs[1]).toBe('kill -9 -4711; kill -9 4711');
        for (let i = 0; i < 40 && open.size > 0; i++) await new Promise((done) => setTimeout(done, 25));
        expect(open.size).toBe(0);
      },
    ));
});

describe('a host that tells nothing is no bad paste', () => {
  test('where every command but the version fails, that is told with the reasons', async () => {
    const answer = (command: string): Said =>
      command === 'vmware -v' ? VERSION : { err: 'Permission denied\n', status: 126 };
    const fault = await faultOf(reading(answer));
    expect(fault).toMatchObject({ code: 'host-says-nothing', exit: 3 });
    expect(fault.message).toContain('exit status 126');
  });

  test('where all end well and print nothing, too', async () => {
    const fault = await faultOf(reading((command) => (command === 'vmware -v' ? VERSION : {})));
    expect(fault).toMatchObject({ code: 'host-says-nothing', exit: 3 });
  });

  test('where it has only a clock, too', async () => {
    const answer = (command: string): Said =>
      command === 'date -u' ? { out: 'Sat Nov 21 06:05:21 UTC 2026\n' } : { status: 127 };
    expect(await faultOf(reading(answer))).toMatchObject({ code: 'host-says-nothing', exit: 3 });
  });
});

describe('names from a host', () => {
  const KEYS = ['--help', '-N', '--server=192.0.2.1', 'vmotion', 'a b', '$(reboot)', 'x;reboot', '../x', 'backup'];
  const stacks = `${KEYS.map((key) => `${key}\n   Key: ${key}\n   Name: ${key}\n   State: 4660\n`).join('\n')}`;

  test('become no option and no other command', async () => {
    const asked: string[] = [];
    const { notes } = await reading((command) => {
      asked.push(command);
      if (command === 'vmware -v') return VERSION;
      if (command === 'esxcfg-vmknic -l') return { out: VMKNICS };
      return command === 'esxcli network ip netstack list' ? { out: stacks } : {};
    });
    const own = asked.filter((command) => /--netstack|-N\b/.test(command));
    expect(own).toEqual([
      'esxcli network ip interface ipv4 get --netstack=vmotion',
      'esxcli network ip interface ipv4 get --netstack=backup',
      'esxcli network ip route ipv4 list --netstack=vmotion',
      'esxcli network ip route ipv4 list --netstack=backup',
    ]);
    expect(asked.join('\n')).not.toMatch(/--help|reboot|192\.0\.2\.1/);
    expect(notes.join(' ')).toContain('were not asked for: 7');
  });

  test('count only where their own listing gives them', async () => {
    const asked: string[] = [];
    await reading((command) => {
      asked.push(command);
      if (command === 'vmware -v') return VERSION;
      if (command === 'esxcfg-vmknic -l') return { out: VMKNICS };
      return command === 'ntpq -pn' ? { out: `   Key: evil\nvmk9  x\n` } : {};
    });
    expect(asked.join('\n')).not.toMatch(/evil|vmk9/);
    expect(asked).toContain('esxcli network ip interface tag get -i vmk0');
  });

  test('in thousands are bounded, and no command line is longer than a packet', async () => {
    const many = Array.from({ length: 9999 }, (_, i) => `vmk${i}  x  IPv4`).join('\n');
    const lines: string[] = [];
    const { notes } = await onHost(
      (line, channel) => {
        lines.push(line);
        answerBatch(line, channel, (command) =>
          command === 'vmware -v' ? VERSION : command === 'esxcfg-vmknic -l' ? { out: `${VMKNICS}${many}\n` } : {},
        );
      },
      (live) => collect(live, { limits: around().limits, now: Date.now }),
    );
    expect(lines.join('; ').match(/tag get -i vmk\d+/g)?.length).toBe(256);
    for (const line of lines)
      expect(line.length).toBeLessThanOrEqual(MOST_SCRIPT + batchScript('0'.repeat(32), []).length);
    expect(notes.join(' ')).toContain('were not asked for: 9743');
  });
});
