import { describe, expect, test } from 'vitest';
import type { HostState } from '../../../src/core/esxi/host-state.ts';
import { read } from '../../../src/core/esxi/read.ts';
import { timeWords } from '../../../src/core/plans/ntp/command.ts';
import { isTimeMet, type TimeUndo } from '../../../src/core/plans/ntp/expectation.ts';
import { timeListing } from '../../../src/core/plans/ntp/listing.ts';
import { planTime } from '../../../src/core/plans/ntp/plan.ts';
import { typedWords } from '../../../src/core/plans/words.ts';
import { sha256 } from '../../../src/digest.ts';
import { hostState, VERSIONS, type World, worldFor } from '../../../src/lab/esxi/index.ts';
import type { Machine } from '../../../src/lab/esxi/machine.ts';
import { run, session, withMachine } from '../../lab/support.ts';

const A = '10.70.20.123';
const B = '10.70.20.124';
const RULESET = '--ruleset-id=ntpClient';

/** Two servers beside an adapter that every version has. */
function worldOf(state: ReturnType<typeof hostState>): World {
  const world = worldFor(state);
  const server = { stratum: 2, refid: '10.70.20.1', offsetMs: 0 };
  const nodes = [A, B].map((address, i) => ({ address, mac: `00:1b:78:51:02:0${i}` }));
  return { ...world, nodes: [...world.nodes, ...nodes], timeServers: { [A]: server, [B]: server } };
}

async function readBack(machine: Machine): Promise<HostState> {
  const major = Number(machine.state.version.split('.')[0]);
  const own =
    major >= 7
      ? ['esxcli system ntp get', 'esxcli system ntp config get']
      : ['cat /etc/ntp.conf', 'chkconfig --list ntpd', '/etc/init.d/ntpd status'];
  const firewall = ['list', 'allowedip list'].map((each) => `esxcli network firewall ruleset ${each} ${RULESET}`);
  const table = major >= 6 ? 'esxcli network ip route ipv4 list' : 'esxcfg-route -l';
  const all = ['vmware -v', 'esxcfg-vmknic -l', table, ...own, ...(major >= 5 ? firewall : []), 'ntpq -pn'];
  const refusal = machine.state.config.ntp.running ? '' : '~ # ntpq -pn\nntpq: read: Connection refused\n';
  const state = read(`${await session(machine, all)}${refusal}`).hosts[0]!;
  return { ...state, host: { ...state.host, readAt: new Date().toISOString() } };
}

function planned(state: HostState, servers: readonly string[]) {
  const change = { kind: 'ntp', servers, guestsConsidered: false } as const;
  return planTime(state, { change, rule: null }, { sha256, host: 'lab' })!;
}

const wordsFor = (command: TimeUndo['command'], version: readonly number[]) => {
  const worded = timeWords(command, version);
  if ('cannot' in worded) throw new Error(worded.cannot);
  return typedWords(worded.words);
};

/** As an undo is: a step where it is ours to take back and not done yet, by the other way where the first did not do it. */
async function undone(machine: Machine, steps: readonly TimeUndo[]): Promise<void> {
  const version = machine.state.version.split('.').map(Number);
  for (const { command, otherwise, only, done } of steps) {
    for (const way of otherwise === null ? [command] : [command, otherwise]) {
      const listing = timeListing(await readBack(machine));
      if ((done !== null && isTimeMet(done, listing)) || !isTimeMet(only, listing)) break;
      expect(await run(machine, wordsFor(way, version))).toMatchObject({ status: 0 });
    }
  }
}

/** How a host may be before. */
const BEFORE: Readonly<Record<string, (state: ReturnType<typeof hostState>) => void>> = {
  'never configured': () => undefined,
  'other servers, stopped': ({ config: { ntp } }) => {
    Object.assign(ntp, { servers: ['10.9.9.9'] });
  },
  'one of two, running': ({ config: { ntp, firewall } }) => {
    Object.assign(ntp, { servers: [A], enabled: true, running: true });
    firewall.rulesets.find(({ id }) => id === 'ntpClient')!.enabled = true;
  },
  'a list that lets nobody through': ({ config: { ntp, firewall } }) => {
    Object.assign(ntp, { servers: [A, B], enabled: true, running: true });
    Object.assign(firewall.rulesets.find(({ id }) => id === 'ntpClient')!, { enabled: true, allowedAll: false });
  },
};

const versions = Object.keys(VERSIONS).filter((version) => version >= '5');

describe.each(versions)('on the simulated %s', (version) => {
  test.each(Object.entries(BEFORE))('%s: planned, applied, seen, followed, taken back', async (_, make) => {
    const state = hostState(version);
    make(state);
    await withMachine(
      state,
      async (machine) => {
        const before = structuredClone(machine.state.config);
        const plan = planned(await readBack(machine), [A, B]);
        expect(plan.refusals).toEqual([]);
        expect(plan.notApplicable).toEqual([]);
        expect(plan.expects.some((each) => !isTimeMet(each, plan.listing))).toBe(true);
        for (const words of plan.commands)
          expect(await run(machine, typedWords(words))).toMatchObject({ status: 0, stderr: '' });
        const after = timeListing(await readBack(machine));
        expect(plan.expects.filter((each) => !isTimeMet(each, after))).toEqual([]);
        expect((await run(machine, 'ntpq -pn')).stdout).toMatch(/^\*10\.70\.20\.123 /m);
        await undone(machine, plan.undoSteps);
        const { file: _file, ...ntp } = machine.state.config.ntp;
        expect({ ...machine.state.config, ntp }).toEqual(before);
        expect(timeListing(await readBack(machine))).toEqual(plan.listing);
      },
      { world: worldOf(state) },
    );
  });

  test('directives that a set drops are there again after the undo', async () => {
    const state = hostState(version);
    const { ntp } = state.config;
    Object.assign(ntp, { servers: [A], enabled: true, running: true });
    const directives = [...ntp.directives, 'tos maxdist 30'];
    ntp.directives = directives;
    await withMachine(
      state,
      async (machine) => {
        machine.faults.ntpSetDrops = true;
        const plan = planned(await readBack(machine), [B]);
        for (const words of plan.commands) await run(machine, typedWords(words));
        expect(machine.state.config.ntp.directives.includes('tos maxdist 30')).toBe(version < '7');
        await undone(machine, plan.undoSteps);
        expect(machine.state.config.ntp).toMatchObject({ servers: [A], directives });
      },
      { world: worldOf(state) },
    );
  });

  test('what somebody else set meanwhile is left alone', async () => {
    const state = hostState(version);
    await withMachine(
      state,
      async (machine) => {
        const plan = planned(await readBack(machine), [A, B]);
        for (const words of plan.commands) await run(machine, typedWords(words));
        machine.state.config.ntp.servers = ['10.9.9.9'];
        await undone(
          machine,
          plan.undoSteps.filter(({ done }) => done?.about === 'servers'),
        );
        expect(machine.state.config.ntp.servers).toEqual(['10.9.9.9']);
      },
      { world: worldOf(state) },
    );
  });
});

test.each(['3.5.0', '4.1.0'])('classic ESX %s: its own commands do it', async (version) => {
  const state = hostState(version);
  await withMachine(
    state,
    async (machine) => {
      const plan = planned(await readBack(machine), [A]);
      expect(plan.refusals).toEqual([]);
      for (const words of plan.commands) expect(await run(machine, typedWords(words))).toMatchObject({ status: 0 });
      const ours = plan.expects.filter(({ about }) => about !== 'ruleset');
      const after = timeListing(await readBack(machine));
      expect(ours.filter((each) => !isTimeMet(each, after))).toEqual([]);
      expect((await run(machine, 'ntpq -pn')).stdout).toMatch(/^\*10\.70\.20\.123 /m);
    },
    { world: worldOf(state) },
  );
});

test('a comment of the file outlives the change and its undo', async () => {
  const state = hostState('6.7.0');
  await withMachine(
    state,
    async (machine) => {
      const text = '# time of the lab\nrestrict 127.0.0.1\nserver 10.9.9.9 prefer\ndriftfile /etc/ntp.drift\n';
      await run(machine, `echo '${text.trimEnd()}' >/etc/ntp.conf`);
      const plan = planned(await readBack(machine), [A]);
      for (const words of plan.commands) await run(machine, typedWords(words));
      expect((await run(machine, 'cat /etc/ntp.conf')).stdout).toBe(
        `# time of the lab\nrestrict 127.0.0.1\ndriftfile /etc/ntp.drift\nserver ${A}\n`,
      );
      await undone(machine, plan.undoSteps);
      expect((await run(machine, 'cat /etc/ntp.conf')).stdout).toBe(text);
    },
    { world: worldOf(state) },
  );
});
