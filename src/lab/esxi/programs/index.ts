import { ESXCLI } from '../esxcli/index.ts';
import { ESXTOP } from '../memory.ts';
import type { SimulatedState } from '../state.ts';
import { builtins } from './builtin.ts';
import { ESXCFG } from './esxcfg.ts';
import { FILES } from './files.ts';
import { PING } from './ping.ts';
import { PROCESSES } from './processes.ts';
import type { Call, Installed, Program } from './program.ts';
import { SYSTEM } from './system.ts';

/** Programs whose every call takes the time that a real one takes. */
const OF_ESXI: Record<string, Installed> = { ...ESXCLI, ...ESXCFG, ...PING, ...SYSTEM, ...ESXTOP };
/** Of the shell itself: they take no time to speak of. */
const APPLETS: ReadonlySet<string> = new Set(['date', 'hostname', 'uname', 'uptime']);
const DIRECTORIES = /^\/(?:usr\/)?s?bin\//;

const INSTALLED: Record<string, Installed> = {
  ...FILES,
  ...PROCESSES,
  ...OF_ESXI,
  ...builtins((name) => (Object.hasOwn(INSTALLED, name) ? (name.startsWith('/') ? name : `/bin/${name}`) : null)),
};

/** Every program, by the name or path it is called by. */
export const PROGRAMS = {
  find(name: string, state: SimulatedState): Program | null {
    const short = name.replace(DIRECTORIES, '');
    if (!Object.hasOwn(INSTALLED, short)) return null;
    const { run, on } = INSTALLED[short]!;
    if (on !== undefined && !on(state)) return null;
    return Object.hasOwn(OF_ESXI, short) && !APPLETS.has(short) ? (call) => slowly(call, run) : run;
  },
};

async function slowly(call: Call, run: Program): Promise<number> {
  const { machine } = call.shell;
  if (machine.faults.secondsPerCall > 0)
    await machine.sleep(machine.faults.secondsPerCall * machine.timeScale, call.shell.signal);
  return run(call);
}
