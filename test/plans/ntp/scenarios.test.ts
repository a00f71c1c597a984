import { expect, test } from 'vitest';
import { read } from '../../../src/core/esxi/read.ts';
import { serversFor } from '../../../src/core/plans/ntp/fixes.ts';
import { planTime } from '../../../src/core/plans/ntp/plan.ts';
import { typedWords } from '../../../src/core/plans/words.ts';
import { judgeTime } from '../../../src/core/time/judge.ts';
import { sha256 } from '../../../src/digest.ts';
import { scenarios } from '../../../src/lab/scenarios/index.ts';
import { listings, run, session, timeListings, withMachine } from '../../lab/support.ts';

const SERVER = '10.59.9.123';
const named = (name: string) => scenarios().find((each) => each.name === name)!.hosts[0]!;

test.each([
  ['ntp-never', 'ntp-not-configured', [SERVER]],
  ['ntp-closed', 'ntp-firewall', null],
  ['ntp-nobody', 'ntp-firewall', null],
] as const)('%s: the plan for %s brings the host into time', async (name, rule, given) => {
  const { state, world } = named(name);
  await withMachine(
    state,
    async (machine) => {
      const seen = async () =>
        read(await session(machine, [...listings(machine.state), ...timeListings(machine.state)])).hosts[0]!;
      const before = await seen();
      const servers = given ?? serversFor(rule, before)!;
      const change = { kind: 'ntp', servers, guestsConsidered: false } as const;
      const plan = planTime(before, { change, rule }, { sha256, host: name })!;
      expect(plan.refusals).toEqual([]);
      for (const words of plan.commands) expect(await run(machine, typedWords(words))).toMatchObject({ status: 0 });
      expect(judgeTime(await seen())).toMatchObject({ state: 'synchronised', cause: null });
    },
    { world },
  );
});

test('ntp-ahead: nothing is planned before the guests are considered, and then the clock is set', async () => {
  const { state, world } = named('ntp-ahead');
  await withMachine(
    state,
    async (machine) => {
      const before = read(await session(machine, [...listings(machine.state), ...timeListings(machine.state)]))
        .hosts[0]!;
      const planned = (guestsConsidered: boolean) =>
        planTime(
          before,
          { change: { kind: 'ntp', servers: [SERVER, 'ntp.lab.example'], guestsConsidered }, rule: null },
          { sha256, host: 'ntp-ahead' },
        )!;
      expect(planned(false)).toMatchObject({ commands: [], refusals: [{ code: 'guests-not-considered' }] });
      for (const words of planned(true).commands) await run(machine, typedWords(words));
      machine.ntpSince -= 5 * 64_000;
      await run(machine, 'ntpq -pn');
      expect(Math.abs(machine.state.clockOffsetMs)).toBeLessThan(1000);
    },
    { world },
  );
});
