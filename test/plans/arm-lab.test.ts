import { describe, expect, test } from 'vitest';
import { armAndApply } from '../../src/core/plans/arm/arm.ts';
import type { Arming } from '../../src/core/plans/arm/arming.ts';
import { readArm, readConfirm, readState, readUndo } from '../../src/core/plans/arm/read.ts';
import { cleanText, confirmText, stateText, undoText } from '../../src/core/plans/arm/settle.ts';
import type { HostCommand } from '../../src/core/plans/host-command.ts';
import { undoSteps } from '../../src/core/plans/table.ts';
import { hostState } from '../../src/lab/esxi/index.ts';
import { Machine } from '../../src/lab/esxi/machine.ts';
import { run } from '../lab/support.ts';

const VERSIONS = ['5.0.0', '5.1.0', '6.7.0', '7.0.3', '8.0.2'];

/** A route through a neighbour of the first adapter. */
function armingFor(machine: Machine, version: string): Arming {
  const gateway = machine.state.config.vmknics[0]!.ipv4!.replace(/\d+$/, '250');
  const add: HostCommand = { kind: 'route.add', netstack: 'defaultTcpipStack', network: '10.77.0.0/16', gateway };
  const startBy = Math.floor(machine.now() / 1000) + 600;
  const given = { id: 'c-lab1', fence: 1, version: version.split('.').map(Number), timer: 60, startBy };
  return { ...given, commands: [add], undo: undoSteps([add], []) };
}

const soon = { by: Math.floor(Date.now() / 1000) + 100_000_000, bare: false };

describe.each(VERSIONS)('the simulated ESXi %s understands the texts', (version) => {
  const routes = (machine: Machine) => machine.state.config.routes.map(({ network }) => network);
  const open = () => new Machine(hostState(version), { timeScale: 100 });

  test('confirmed, then taken back', async () => {
    const machine = new Machine(hostState(version));
    const change = armingFor(machine, version);
    const said = async (text: string) => (await run(machine, text)).stdout;
    expect(readArm(await said(armAndApply(change)), change.id).kind).toBe('applied');
    expect(routes(machine)).toContain('10.77.0.0');
    expect(readState(await said(stateText(change.id)))).toMatchObject({ armed: true, timerRuns: true, settled: null });
    expect(readConfirm(await said(confirmText(change, soon)), change.id)).toEqual({ kind: 'confirmed', saved: true });
    expect(readUndo(await said(undoText(change, soon)))).toBe('undone');
    expect(routes(machine)).not.toContain('10.77.0.0');
    machine.close();
  });

  test('not confirmed', async () => {
    const machine = open();
    const change = armingFor(machine, version);
    const said = async (text: string) => (await run(machine, text)).stdout;
    expect(readArm(await said(armAndApply(change)), change.id).kind).toBe('applied');
    let state = readState(await said(stateText(change.id)))!;
    while (state.undo === null) {
      await new Promise((done) => setTimeout(done, 20));
      state = readState(await said(stateText(change.id)))!;
    }
    expect(state).toMatchObject({ settled: 'timer', undo: { undone: true } });
    expect(routes(machine)).not.toContain('10.77.0.0');
    while ((await said(cleanText(change))).trim() === 'vmkbot busy') await new Promise((done) => setTimeout(done, 20));
    expect(machine.disk.all().filter((path) => path.includes('vmkbot'))).toEqual([]);
    machine.close();
  }, 20_000);
});
