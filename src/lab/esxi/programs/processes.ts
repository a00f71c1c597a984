import { INVENTED } from '../invented.ts';
import { absolute } from '../shell/redirect.ts';
import { interpret, runProgram, subshell } from '../shell/run.ts';
import { type Call, complain, type Installed, print } from './program.ts';

/** Programs that start, watch and end others. */
export const PROCESSES: Record<string, Installed> = {
  sh: { run: sh },
  ash: { run: sh },
  setsid: { run: wrapped },
  nohup: { run: wrapped },
  time: { run: wrapped },
  sleep: { run: sleep },
  usleep: { run: (call) => sleep({ ...call, args: [String(Number(call.args[0] ?? 0) / 1e6)] }) },
  kill: { run: kill },
  wait: { run: wait },
  ps: { run: ps },
};

/** `sh -c TEXT`, `sh FILE`, or a script on its input; in the background it has the pid that `$!` tells. */
async function sh(call: Call): Promise<number> {
  const { machine } = call.shell;
  const [first, second, ...more] = call.args.filter((arg) => arg !== '-s' && arg !== '-e');
  const text = first === '-c' ? second : first === undefined ? await call.shell.stdin.all() : fileOf(call, first);
  if (text === undefined || text === null) {
    complain(call, INVENTED.noFile('sh', 'open', first ?? ''));
    return 2;
  }
  const own = call.shell.keepsPid ? null : machine.start(`sh ${call.args.join(' ')}`);
  const inner = subshell(
    call.shell,
    {},
    {
      pid: own?.pid ?? call.shell.pid,
      signal: own?.stop.signal ?? call.shell.signal,
      args: first === '-c' ? more.slice(1) : [],
    },
  );
  const status = await interpret(inner, text);
  if (own) machine.finish(own.pid);
  return inner.exited ? inner.status : status;
}

function fileOf({ shell }: Call, name: string): string | null {
  return shell.machine.disk.read(absolute(shell, name));
}

function wrapped(call: Call): Promise<number> {
  return runProgram(call.parent, call.shell, call.args);
}

async function sleep({ shell, args }: Call): Promise<number> {
  const units: Record<string, number> = { s: 1, m: 60, h: 3600 };
  const [, number = '0', unit = 's'] = /^([\d.]+)([smh]?)$/.exec(args[0] ?? '') ?? [];
  await shell.machine.sleep(Number(number) * (units[unit] ?? 1), shell.signal);
  return 0;
}

function kill(call: Call): number {
  const { processes } = call.shell.machine;
  const pids = call.args.filter((arg) => !arg.startsWith('-')).map(Number);
  let status = pids.length === 0 ? 1 : 0;
  for (const pid of pids) {
    const process = processes.get(pid);
    if (process === undefined) {
      complain(call, INVENTED.shell(INVENTED.noProcess(pid)));
      status = 1;
    } else if (call.args[0] !== '-0') {
      call.shell.machine.finish(pid);
    }
  }
  return status;
}

async function wait({ shell, args }: Call): Promise<number> {
  const { machine } = shell;
  const pids = args.length > 0 ? args.map(Number) : [shell.lastBackground ?? -1];
  while (pids.some((pid) => machine.processes.has(pid)) && !shell.signal.aborted)
    await machine.sleep(0.05, shell.signal);
  return 0;
}

function ps(call: Call): number {
  const rows = [...call.shell.machine.processes.values()].map(({ pid, words }) => `${pid}  ${pid}  sh  ${words}`);
  print(call, ['WID  CID  World Name  Command Line', ...rows].join('\n'));
  return 0;
}
