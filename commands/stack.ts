import type { Asked } from '../src/command.ts';
import type { HostState } from '../src/core/esxi/host-state.ts';
import { DEFAULT_STACK, netstackKey } from '../src/core/esxi/netstacks.ts';

/** The stack asked for, spelt as the host spells it; else that of the adapter named; else the default one. */
export function stackOf({ netstacks, vmknics }: HostState, { stack, out }: Pick<Asked, 'stack' | 'out'>): string {
  if (stack !== undefined) {
    return netstackKey(
      stack,
      netstacks.map(({ key }) => key),
    );
  }
  return vmknics?.find(({ name }) => name === out)?.netstack ?? DEFAULT_STACK;
}
