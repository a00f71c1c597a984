/** Why a plan is not made, beyond what the table says: nobody can approve these away. */
import type { HostState, Route } from '../esxi/host-state.ts';
import { versionOf } from '../esxi/version.ts';
import type { Refusal as TableRefusal } from '../routing/refusals.ts';
import type { Fated } from './blast.ts';
import { type Cannot, type HostCommand, wordsOf } from './host-command.ts';
import { queryWords } from './query.ts';
import type { UndoStep } from './table.ts';

export type PlanRefusalCode =
  | TableRefusal['code']
  | Cannot
  | 'default-route'
  | 'learned-route'
  | 'no-undo'
  | 'netstack-not-there'
  | 'cuts-own-session'
  | 'cuts-protected-peer'
  | 'strict-lockdown'
  | 'gateway-silent';

export interface PlanRefusal {
  readonly code: PlanRefusalCode;
  readonly message: string;
}

/** What is known of a way back to the host when its network is lost. */
export interface Access {
  /** `on`: one of the two, not known which; null: not read. */
  readonly lockdown: 'off' | 'normal' | 'strict' | 'on' | null;
  /** Seconds after SSH was switched on, from which new logins are refused; 0: never; missing: not read. */
  readonly shellTimeout?: number;
  /** Somebody can still log in with the network as it would be, or holds a console that strict lockdown leaves open. */
  readonly wayBack: boolean | null;
}

/** What is not a setting of an operator: leased, or learned from a router. */
export function isLearned({ network, source }: Route): boolean {
  const shown = source?.toUpperCase();
  if (shown !== undefined) return shown !== 'MANUAL' && shown !== 'STATIC';
  return network.endsWith('/32');
}

export function againstCommands(
  state: HostState,
  commands: readonly HostCommand[],
  undo: readonly UndoStep[],
): PlanRefusal[] {
  const version = versionOf(state);
  const first = commands.map((command) => wordsOf(command, version)).find((worded) => 'cannot' in worded);
  if (first !== undefined && 'cannot' in first) return [cannot(first.cannot, state, commands[0]!)];
  const undoable = undo.every(({ command }) => 'words' in wordsOf(command, version));
  if (undoable) return [];
  const message = `I will not plan this: how it is undone on ${state.host.version} is not established. Change it in the VI Client or at the console, with somebody there who can set it back.`;
  return [{ code: 'no-undo', message }];
}

function cannot(code: Cannot, { host }: HostState, { netstack }: HostCommand): PlanRefusal {
  switch (code) {
    case 'unknown-version':
      return {
        code,
        message:
          host.version === undefined
            ? 'I will not plan this without the version of the host: commands differ, and `vmware -v` was not read.'
            : `I will not plan this: the commands of ${host.version} are not known to me.`,
      };
    case 'stack-not-on-version':
      return {
        code,
        message: `I will not plan this: ${host.version} takes no routes for the stack ${netstack}; 5.5 was the first.`,
      };
    case 'no-such-command':
      return { code, message: `I will not plan this: which command does it on ${host.version} is not established.` };
    case 'not-a-value':
      return { code, message: 'I will not plan this: one of its values is no address, prefix or key of a stack.' };
  }
}

export function againstStack({ netstacks }: HostState, netstack: string): PlanRefusal[] {
  if (netstacks.some(({ key }) => key === netstack)) return [];
  const known = netstacks.map(({ key }) => key).join(', ');
  const message = `I will not plan this: the stack ${netstack} is not on this host${known === '' ? '' : ` (${known})`}.`;
  return [{ code: 'netstack-not-there', message }];
}

/** Without a known session, any SSH peer of a live host may be the bot itself. */
export function againstFates(fates: readonly Fated[], live: boolean): PlanRefusal[] {
  const known = fates.some(({ role, fate }) => role === 'this-bot' && fate !== 'not-known');
  const own = fates.find(
    ({ role, fate }) => fate === 'cut' && (role === 'this-bot' || (live && !known && role === 'ssh')),
  );
  const refusals: PlanRefusal[] = [];
  if (own !== undefined) {
    const who = own.role === 'this-bot' ? 'my own session' : `a session from ${own.address}, which may be my own`;
    refusals.push({
      code: 'cuts-own-session',
      message: `I will not do this: it moves ${who}; answers to ${own.address} ${lost(own)}.`,
    });
  }
  for (const peer of fates.filter(
    ({ role, fate, after }) => role === 'configured' && fate === 'cut' && !hasWay(after),
  )) {
    const message = `I will not do this: ${peer.name} (${peer.address}) is protected, and what goes there ${lost(peer)}.`;
    refusals.push({ code: 'cuts-protected-peer', message });
  }
  return refusals;
}

const hasWay = (after: Fated['after']) => after?.outcome === 'on-link' || after?.outcome === 'via-gateway';

function lost({ before, after }: Fated): string {
  if (!hasWay(after)) return 'would have no way';
  return `would leave by ${after!.vmknic} instead of ${before?.vmknic}, the adapter that was dialled`;
}

/** What the host itself tells: not which kind of lockdown, and nothing of a way back. */
export function accessOf({ access }: HostState): Access | null {
  if (access === undefined) return null;
  const { lockdown, shellTimeout } = access;
  const shown = lockdown === undefined ? null : lockdown ? 'on' : 'off';
  return { lockdown: shown, wayBack: null, ...(shellTimeout !== undefined && { shellTimeout }) };
}

/** The host asked for the gateway's MAC, and nobody answered: an entry through it leads nowhere until somebody does. */
export function againstSilence(
  { neighbors, ...state }: HostState,
  { netstack, gateway, owner }: { readonly netstack: string; readonly gateway: string; readonly owner: string | null },
): PlanRefusal[] {
  const seen = neighbors?.filter((each) => each.address === gateway && each.netstack === netstack) ?? [];
  if (seen.length === 0 || seen.some(({ mac }) => mac !== null)) return [];
  const version = versionOf(state);
  const again =
    owner === null || version === undefined
      ? null
      : queryWords({ kind: 'ping-gateway', vmknic: owner, netstack, gateway }, version);
  const asks = again === null ? 'Once it answers' : `\`${again.join(' ')}\` on the host asks again; once it answers`;
  const message = `I will not plan this: ${gateway} did not answer ARP when the host last asked. ${asks}, plan it anew.`;
  return [{ code: 'gateway-silent', message }];
}

export function againstAccess(access: Access | null): PlanRefusal[] {
  if (access?.lockdown !== 'strict' || access.wayBack === true) return [];
  const message =
    'I will not do this: the host is in strict lockdown, its console is off, and nobody named a way back. A mistake would mean to install it anew.';
  return [{ code: 'strict-lockdown', message }];
}
