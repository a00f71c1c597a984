import { describe, expect, test } from 'vitest';
import { toCapture } from '../../src/core/esxi/commands.ts';
import type { HostState } from '../../src/core/esxi/host-state.ts';
import { read } from '../../src/core/esxi/read.ts';
import { understand } from '../../src/core/questions/understand.ts';
import { diagnose } from '../../src/core/rules/diagnose.ts';
import { services } from '../../src/core/services/index.ts';
import { why } from '../../src/core/why/why.ts';
import { hostState } from '../../src/lab/esxi/index.ts';
import { scenarios } from '../../src/lab/scenarios/index.ts';
import { listings, run, session, withMachine } from './support.ts';

const VERSIONS = ['3.5.0', '4.1.0', '5.0.0', '5.1.0', '6.0.0', '6.7.0', '7.0.3', '8.0.2', '9.0.0'];

const QUESTIONS = [
  'why is my NFS mount permission denied',
  'my storage is slow',
  'why does vMotion fail at 10 percent',
  'the host disconnects from vCenter',
  'why can vmk1 not ping 10.0.0.9',
  'which vmk reaches 10.9.9.9',
  'is anything wrong with this host',
  'is the clock right',
];

/** Every command that people are told for this host, by any verb: to paste what it prints, or to prove an answer by. */
function told(state: HostState): { readonly paste: readonly string[]; readonly prove: readonly string[] } {
  const answers = QUESTIONS.flatMap((text) => {
    const understood = understand(text);
    return 'question' in understood ? [why(state, understood.question)] : [];
  });
  expect(answers).toHaveLength(QUESTIONS.length);
  const choices = services.map((each) => each.choose(state));
  return {
    paste: [
      ...diagnose(state).notChecked.flatMap(({ needs }) => needs),
      ...[...answers, ...choices].flatMap(({ missing }) => missing),
      ...toCapture(state, state.notCaptured),
    ],
    prove: [...answers, ...choices].flatMap(({ prove }) => prove),
  };
}

/** Not played by the simulated host: judged by the version that they are documented to come with. */
const NOT_PLAYED: readonly (readonly [words: RegExp, since: number])[] = [
  [/^tcpdump-uw /, 4.0],
  [/^pktcap-uw /, 5.5],
  [/^esxcli system syslog config get$/, 5.0],
];

const UNKNOWN = /not found|Unknown command or namespace|Unknown namespace|is for IPv6 only|No such file|nvalid option/;

describe.each(VERSIONS)('on a plain %s', (version) => {
  test('a check finds no fault', async () => {
    await withMachine(version, async (machine) => {
      const [state] = read(await session(machine, listings(machine.state))).hosts;
      expect(diagnose(state!).findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    });
  });

  // The log is there once something was logged.
  test('nobody is told a command that the host does not have', async () => {
    const simulated = hostState(version);
    for (const log of ['messages', 'vmkernel', 'vmkernel.log', 'vpxa.log']) simulated.logs[`/var/log/${log}`] ??= [];
    await withMachine(simulated, async (machine) => {
      for (const seen of [['vmware -v'], listings(machine.state)]) {
        const [state] = read(await session(machine, seen)).hosts;
        for (const command of new Set(Object.values(told(state!)).flat())) {
          const [, since] = NOT_PLAYED.find(([words]) => words.test(command)) ?? [];
          if (since !== undefined) {
            expect(Number.parseFloat(version), command).toBeGreaterThanOrEqual(since);
            continue;
          }
          const text = command
            .replace(/vmkN/g, 'vmk0')
            .replace(/vmhbaNN/g, 'vmhba33')
            .replace(/PEER|ADDRESS/g, '10.0.0.9');
          const { stdout, stderr } = await run(machine, text);
          expect(`${command}: ${stdout}${stderr}`).not.toMatch(UNKNOWN);
        }
      }
    });
  });
});

describe.each(scenarios().flatMap(({ hosts }) => hosts.map(({ state }) => [state.name, state] as const)))(
  '%s',
  (_, state) => {
    test('nothing is asked for that was just read', async () => {
      await withMachine(structuredClone(state), async (machine) => {
        const seen = listings(machine.state);
        const [back] = read(`${await session(machine, seen)}\n${await session(machine, ['date'])}`).hosts;
        expect(told(back!).paste.filter((command) => seen.includes(command))).toEqual([]);
      });
    });
  },
);
