import type { Certainty } from '../evidence.ts';
import { list } from '../services/choice.ts';

/** How far a management adapter got on its way from a standard to a distributed switch. */
export type VdsMove = {
  readonly sign: 'one-address' | 'emptied' | 'rolled-back' | 'half-moved';
  /** The adapter that is still on the standard switch, then the one on the distributed switch. */
  readonly vmknics: readonly string[];
  readonly address: string | null;
  readonly from: string;
  readonly to: string;
  readonly uplinks: readonly string[];
  /** The adapter of the default route, null where it was not shown. */
  readonly defaultBy: string | null;
  /** When the log tells of the rollback, as written there. */
  readonly at: string | null;
};

interface MoveStep {
  readonly text: string;
  readonly certainty: Certainty;
}

/** S004's way on from where the work-around stopped, in its order; what a step cuts off stands before its command. */
export function wayOn({ sign, vmknics, from, address, defaultBy }: VdsMove): readonly MoveStep[] {
  const [stays, moved] = vmknics;
  const before = `Open the console first, with the host in maintenance mode, and leave the last uplink of ${from} where it is: moved before the restarts it left a host without an address.`;
  const gateway = `, the Management tag and the default gateway${defaultBy === stays ? `, which goes by ${stays} now: note it, to set it again` : ''}`;
  const look = `See that ${moved} has its address${gateway}.`;
  const take = `This cuts off SSH and vCenter where ${moved} does not answer: take the address ${address} from ${stays}, so that ${moved} alone bears it.`;
  const restart =
    sign === 'emptied'
      ? `Restart the host, unless it was restarted since ${stays} lost its address (everything is cut off until it is up), and look again.`
      : 'Restart the host (everything is cut off until it is up), and look again.';
  const remove = `This cuts the host off where ${moved} does not carry the address: take ${stays} away, \`esxcli network ip interface remove -i ${stays}\`, restart the host again, and only then move the last uplink of ${from}.`;
  return [
    { text: before, certainty: 'reported' },
    ...(sign === 'one-address' ? [{ text: take, certainty: 'reported' } as const] : []),
    { text: look, certainty: 'inferred' },
    { text: restart, certainty: 'reported' },
    { text: remove, certainty: 'reported' },
  ];
}

/** What comes next after a rollback, before the whole way is begun anew. */
export function beginAnew({ to, uplinks }: VdsMove): string {
  const behind = uplinks.length === 0 ? ', whose uplinks were not shown or are none' : ` behind ${list(uplinks)}`;
  return `Open the console first. Check VLAN, trunk and teaming of the target port group on ${to}${behind}, then move one uplink, then the adapter, then the rest`;
}
