import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { quoted } from '../../../src/core/plans/arm/shell.ts';
import type { TimeExpectation } from '../../../src/core/plans/ntp/expectation.ts';
import { sightText, timeSight } from '../../../src/core/plans/ntp/sight.ts';
import { hostState } from '../../../src/lab/esxi/index.ts';
import { run, withMachine } from '../../lab/support.ts';
import { SHELLS } from '../ash-host.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'vmkbot-sight-'));
const file = path.join(folder, 'out');
afterAll(() => rmSync(folder, { recursive: true }));

/** What a shell of a host says of an output. */
function seen(shell: readonly string[], expected: TimeExpectation, version: readonly number[], output: string) {
  writeFileSync(file, output);
  const [program, ...args] = shell;
  const text = sightText(timeSight(expected, version)!, file, quoted);
  return spawnSync(program!, [...args, '-c', text]).status === 0;
}

const servers = (...all: readonly string[]) => ({ about: 'servers', servers: all }) as const;
const directives = (...lines: readonly string[]) => ({ about: 'directives', lines }) as const;
const get = (list: string) => `   Enabled: true\n   Loglevel: warning\n   Servers: ${list}\n`;
const conf = (...all: readonly string[]) => `restrict 127.0.0.1\n${all.map((each) => `server ${each}\n`).join('')}`;
const list = (ips: string) => `Ruleset    Allowed IP Addresses\n---------  ----\nntpClient  ${ips}\n`;
const allowed = (address: string, is = true) => ({ about: 'allowed', address, is }) as const;

describe.each(SHELLS.map((shell) => [shell.join(' '), shell] as const))('%s', (_, shell) => {
  test.each([
    [servers('10.0.0.1', 'b.example'), [7, 0], get('b.example, 10.0.0.1'), true],
    [servers('10.0.0.1'), [7, 0], get('10.0.0.1, 10.0.0.2'), false],
    [servers('10.0.0.1', '10.0.0.2'), [7, 0], get('10.0.0.1'), false],
    [servers('10.0.0.1'), [7, 0], get('10.0.0.10'), false],
    [servers('10.0.0.1'), [7, 0], get('10a0.0.1'), false],
    [servers(), [7, 0], get(''), true],
    [servers(), [7, 0], get('10.0.0.1'), false],
    [directives('tos maxdist 30'), [7, 0], conf('10.0.0.1', '10.0.0.2').concat('tos  maxdist 30 # wide\n'), true],
    [directives('tos maxdist 30'), [7, 0], `${conf('10.0.0.1')}tos maxdist 300\n`, false],
    [directives('tos maxdist 30', 'tinker panic 0'), [8, 0], `${conf()}tos maxdist 30\n`, false],
    [servers('10.0.0.1'), [6, 7], conf('10.0.0.1 prefer', '127.127.1.0'), true],
    [servers('10.0.0.1'), [6, 7], conf('10.0.0.1', '10.0.0.2'), false],
    [servers('10.0.0.1'), [6, 7], conf('10.0.0.10'), false],
    [servers(), [6, 7], conf(), true],
    [servers(), [6, 7], conf('10.0.0.1'), false],
    [{ about: 'enabled', is: true }, [6, 7], 'ntpd            on\n', true],
    [{ about: 'enabled', is: true }, [6, 7], 'ntpd            off\n', false],
    [{ about: 'enabled', is: false }, [4, 1], 'ntpd \t0:off\t1:off\t2:off\t3:off\t4:off\t5:off\t6:off\n', true],
    [{ about: 'enabled', is: true }, [4, 1], 'ntpd \t0:off\t1:off\t2:on\t3:on\t4:on\t5:on\t6:off\n', true],
    [{ about: 'enabled', is: false }, [8, 0], '   Enabled: false\n', true],
    [{ about: 'running', is: true }, [7, 0], 'ntpd is running\n', true],
    [{ about: 'running', is: true }, [7, 0], 'ntpd is not running\n', false],
    [{ about: 'running', is: false }, [7, 0], 'ntpd is not running\n', true],
    [{ about: 'ruleset', is: true }, [5, 0], 'Name  Enabled\nntpClient     true\n', true],
    [{ about: 'ruleset', is: true }, [5, 0], 'Name  Enabled\nntpClient     false\n', false],
    [allowed('10.0.0.1'), [8, 0], list('10.0.0.9, 10.0.0.1'), true],
    [allowed('10.0.0.1'), [8, 0], list('10.0.0.10'), false],
    [allowed('10.0.0.1', false), [8, 0], list(''), true],
    [allowed('10.0.0.1', false), [8, 0], list('10.0.0.1'), false],
  ] as const)('%o on %j of %j: %s', (expected, version, output, is) => {
    expect(seen(shell, expected, version, output)).toBe(is);
  });
});

test('classic ESX shows no ruleset that anything could rest on', () => {
  expect(timeSight({ about: 'ruleset', is: true }, [4, 1])).toBeNull();
  expect(timeSight(allowed('10.0.0.1'), [3, 5])).toBeNull();
});

test.each(['5.0.0', '6.7.0', '7.0.3', '9.0.0'])('the simulated %s shows what is looked for', async (version) => {
  const numbers = version.split('.').map(Number);
  await withMachine(hostState(version), async (machine) => {
    const fresh: TimeExpectation[] = [
      servers(),
      ...(['enabled', 'running', 'ruleset'] as const).map((about) => ({ about, is: false }) as const),
    ];
    for (const expected of fresh) {
      const sight = timeSight(expected, numbers)!;
      const { stdout, status } = await run(machine, sight.ways[0]!.join(' '));
      expect(sight.anyStatus || status === 0).toBe(true);
      expect([expected.about, seen(SHELLS[0]!, expected, numbers, stdout)]).toEqual([expected.about, true]);
      if (sight.whole !== null) {
        writeFileSync(file, stdout);
        execFileSync('grep', ['-q', '-E', sight.whole, file]);
      }
    }
  });
});
