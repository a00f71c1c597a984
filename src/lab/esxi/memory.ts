import { ESTABLISHED } from './established.ts';
import { INVENTED } from './invented.ts';
import type { Machine } from './machine.ts';
import { type Call, type Installed, print } from './programs/program.ts';
import type { Memory } from './state.ts';

/** `esxtop`: the memory screen once, or with -b a batch of one sample. */
export const ESXTOP: Record<string, Installed> = { esxtop: { run: esxtop } };

/** A host with room, where nothing else is told. */
const ROOMY: Memory = { totalMb: 65_398, freeMb: 41_200, minFreeMb: 1265, state: 'high', machines: [] };

function esxtop(call: Call): number {
  const { machine } = call.shell;
  const memory = machine.state.memory ?? ROOMY;
  print(call, call.args.some((arg) => /^-\w*b/.test(arg)) ? batch(machine, memory) : screen(machine, memory));
  return 0;
}

function total({ machines }: Memory, of: (machine: Memory['machines'][number]) => number): number {
  return machines.reduce((sum, each) => sum + of(each), 0);
}

function screen(machine: Machine, memory: Memory): string {
  const { esxtop: text } = ESTABLISHED;
  const [ballooned, swapped] = [total(memory, (each) => each.balloonedMb), total(memory, (each) => each.swappedMb)];
  const columns = ['GID', 'NAME', 'MEMSZ', 'GRANT', 'MCTL?', 'MCTLSZ', 'MCTLTGT', 'SWCUR'];
  const rows = memory.machines.map(({ name, sizeMb, balloonedMb, targetMb, swappedMb }, i) => [
    ...[String(48_201 + i), name, sizeMb.toFixed(2), sizeMb.toFixed(2), 'Y'],
    ...[balloonedMb.toFixed(2), targetMb.toFixed(2), swappedMb.toFixed(2)],
  ]);
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 1 ? ` ${cell.padEnd(20)}` : cell.padStart(i === 0 ? 8 : 9))).join('');
  return [
    text.up(new Date(machine.now()).toISOString().slice(11, 19), memory.machines.length),
    text.physical(memory),
    text.kernel(memory),
    text.swap(swapped),
    text.balloons(ballooned),
    '',
    ...[columns, ...rows].map(line),
  ].join('\n');
}

function batch({ state, now }: Machine, memory: Memory): string {
  const counters: [string, number | string][] = [
    ...INVENTED.esxtopCounters(memory),
    ...memory.machines.flatMap((each, i) => INVENTED.esxtopGroup(48_201 + i, each)),
  ];
  const time = new Date(now()).toISOString();
  const stamp = `${time.slice(5, 7)}/${time.slice(8, 10)}/${time.slice(0, 4)} ${time.slice(11, 19)}`;
  const row = (cells: readonly (string | number)[]) => cells.map((cell) => `"${cell}"`).join(',');
  return [
    row(['(PDH-CSV 4.0) (UTC)(0)', ...counters.map(([name]) => `\\\\${state.name}\\${name}`)]),
    row([stamp, ...counters.map(([, value]) => value)]),
  ].join('\n');
}
