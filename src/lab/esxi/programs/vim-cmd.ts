import { INVENTED } from '../invented.ts';
import type { SimulatedState } from '../state.ts';
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
  if (path === 'hostsvc/net/query_networkhint') return say(call, hints(call.shell.machine.state));
  return say(call, INVENTED.vimCmdUnknown(path)) + 1;
}

/** What the physical switches announce to each uplink with link. */
function hints({ uplinks }: SimulatedState): string {
  const each = uplinks.map(({ name, up, switchPort }) => INVENTED.networkHint(name, up ? switchPort : undefined));
  return ['(vim.host.PhysicalNic.NetworkHint) [', each.join(',\n'), ']'].join('\n');
}

function say(call: Call, text: string): number {
  print(call, text);
  return 0;
}
