import { INVENTED } from '../invented.ts';
import { type Call, print } from './program.ts';

/** The few reads that tell whether a new login will work: time-outs and lockdown. Their shapes are recalled. */
export function vimCmd(call: Call): number {
  const { config } = call.shell.machine.state;
  if (call.shell.machine.faults.hostd !== 'up') return say(call, INVENTED.hostdRefuses) + 1;
  const args = call.args[0] === '-U' ? call.args.slice(2) : call.args;
  const [path = '', option = ''] = args;
  if (path === 'hostsvc/advopt/view') {
    const value = config.advanced[`/${option.replace('.', '/')}`];
    return value === undefined
      ? say(call, INVENTED.unknownName('option', option)) + 1
      : say(call, INVENTED.advancedView(option, value));
  }
  if (path === 'vimsvc/auth/lockdown_is_enabled') return say(call, String(config.lockdown !== 'disabled'));
  return say(call, INVENTED.vimCmdUnknown(path)) + 1;
}

function say(call: Call, text: string): number {
  print(call, text);
  return 0;
}
