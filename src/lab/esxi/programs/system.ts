import { INVENTED } from '../invented.ts';
import { ntpqTable, ntpqVariables, peersOf } from '../ntp.ts';
import type { SimulatedState } from '../state.ts';
import { atLeast, isClassic } from '../versions.ts';
import { type Call, complain, type Installed, print } from './program.ts';
import { vimCmd } from './vim-cmd.ts';

const onEsxi = (state: SimulatedState) => !isClassic(state);

/** Version, clock, time daemon, saving and restarting. */
export const SYSTEM: Record<string, Installed> = {
  vmware: { run: vmware },
  uname: { run: uname },
  hostname: { run: (call) => say(call, call.shell.machine.state.name) },
  uptime: { run: uptime },
  date: { run: date },
  ntpq: { run: ntpq, on: (state) => isClassic(state) || atLeast(state, '5.0') },
  chkconfig: { run: chkconfig },
  '/etc/init.d/ntpd': { run: ntpd },
  service: {
    run: (call) => (call.args[0] === 'ntpd' ? ntpd({ ...call, args: call.args.slice(1) }) : 1),
    on: isClassic,
  },
  'vim-cmd': { run: vimCmd, on: onEsxi },
  'auto-backup.sh': { run: autoBackup, on: onEsxi },
  'backup.sh': { run: autoBackup, on: onEsxi },
  vsish: { run: vsish, on: (state) => atLeast(state, '5.0') },
  reboot: { run: reboot },
};

function say(call: Call, text: string): number {
  print(call, text);
  return 0;
}

/** `-v` the build, `-l` the update (from 5.0 on), in this order. */
function vmware(call: Call): number {
  const { product, version, build, update } = call.shell.machine.state;
  const name = atLeast({ version }, '4.0') ? `VMware ${product}` : 'VMware ESX Server';
  const [major, minor] = version.split('.');
  const letters = call.args.join('');
  const level = update > 0 ? `${name} ${major}.${minor} Update ${update}` : `${name} ${version} GA`;
  const lines = [
    ...(letters.includes('v') ? [`${name} ${version} build-${build}`] : []),
    ...(letters.includes('l') && atLeast({ version }, '5.0') ? [level] : []),
  ];
  return say(call, lines.join('\n'));
}

function uname(call: Call): number {
  const { state } = call.shell.machine;
  return say(call, isClassic(state) ? INVENTED.unameClassic(state) : INVENTED.uname(state));
}

function two(number: number): string {
  return String(Math.floor(number)).padStart(2, '0');
}

function uptime(call: Call): number {
  const { machine } = call.shell;
  const seconds = machine.uptimeSeconds();
  const now = new Date(machine.now()).toISOString().slice(11, 19);
  const days = Math.floor(seconds / 86_400);
  const clock = [(seconds % 86_400) / 3600, (seconds % 3600) / 60, seconds % 60].map(two).join(':');
  return say(call, INVENTED.uptime(now, `${days > 0 ? `${days} days, ` : ''}${clock}`));
}

/** `date -u`, and the few formats that scripts ask for. */
function date(call: Call): number {
  const now = new Date(call.shell.machine.now());
  const iso = now.toISOString();
  const form = call.args.find((arg) => arg.startsWith('+'))?.slice(1);
  const [week, month] = [now.toUTCString().slice(0, 3), now.toUTCString().slice(8, 11)];
  const day = String(now.getUTCDate()).padStart(2);
  if (form === undefined) return say(call, `${week} ${month} ${day} ${iso.slice(11, 19)} UTC ${iso.slice(0, 4)}`);
  const parts: Record<string, string> = {
    s: String(Math.floor(now.getTime() / 1000)),
    Y: iso.slice(0, 4),
    m: iso.slice(5, 7),
    d: iso.slice(8, 10),
    H: iso.slice(11, 13),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    F: iso.slice(0, 10),
    T: iso.slice(11, 19),
    Z: 'UTC',
  };
  return say(
    call,
    form.replace(/%([sYmdHMSFTZ])/g, (_, part: string) => parts[part]!),
  );
}

function ntpq(call: Call): number {
  const { machine } = call.shell;
  const { running } = machine.state.config.ntp;
  if (!running) {
    complain(call, INVENTED.ntpqRefused);
    return 1;
  }
  if (call.args.includes('-c') && call.args.includes('rv')) return say(call, ntpqVariables(machine));
  const none = peersOf(machine).length === 0;
  return say(call, none ? INVENTED.ntpqNone : ntpqTable(machine, call.args.join('').includes('n')));
}

function chkconfig(call: Call): number {
  const { ntp } = call.shell.machine.state.config;
  const [first, second] = call.args;
  const name = first === '--list' ? second : first;
  if (name !== 'ntpd' && name !== undefined) return 1;
  if (second === 'on' || second === 'off') {
    ntp.enabled = second === 'on';
    call.shell.machine.changed();
    return 0;
  }
  return say(call, INVENTED.chkconfig('ntpd', ntp.enabled));
}

function ntpd(call: Call): number {
  const { machine } = call.shell;
  const { ntp } = machine.state.config;
  const [verb = 'status'] = call.args;
  if (verb === 'status') return say(call, INVENTED.ntpdStatus(ntp.running)) + (ntp.running ? 0 : 1);
  if (verb === 'stop') ntp.running = false;
  else if (verb !== 'start' || !ntp.running) machine.startNtp();
  machine.changed();
  return say(call, INVENTED.ntpdDone(verb));
}

/** The clock's data alone (ntp.md N15): shown, and set back by the KB's own remedy. */
function vsish(call: Call): number {
  const { machine } = call.shell;
  const [flag, verb, path, value] = call.args;
  if (flag !== '-e' || path !== '/system/ntpclock/clockData')
    return refuse(call, INVENTED.notPlayed('vsish', call.args.join(' ')));
  if (verb === 'get') return say(call, INVENTED.clockData(machine.state.adjtimeUs ?? 0));
  if (verb !== 'set' || value !== '1') return refuse(call, INVENTED.notPlayed('vsish', call.args.join(' ')));
  machine.state.adjtimeUs = 0;
  machine.changed();
  return 0;
}

function refuse(call: Call, text: string): number {
  complain(call, text);
  return 1;
}

function autoBackup(call: Call): number {
  call.shell.machine.save();
  return say(call, INVENTED.autoBackup);
}

/** The session ends without a word when the host goes down. */
function reboot(call: Call): number {
  call.shell.machine.rebootSoon();
  return 0;
}
