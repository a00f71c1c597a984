/** A table as far as commands change it: what they do to it, what takes that back, and how both are seen in a listing. */
import { DEFAULT_ROUTE, type HostCommand } from './host-command.ts';

/** A line of a listing; gateway null: connected. */
export interface RouteEntry {
  readonly netstack: string;
  readonly network: string;
  readonly gateway: string | null;
}

/** What a listing must show. `gateway` null with `present` false: no entry of that prefix through any gateway. */
export interface Expectation {
  readonly netstack: string;
  readonly network: string;
  readonly gateway: string | null;
  readonly present: boolean;
}

/** A command that takes something back, done only where the listing shows that it is ours to take back. */
export interface UndoStep {
  readonly command: HostCommand;
  readonly only: Expectation;
}

/** The table after a command, as a host treats it: a prefix that is there is not added again, one default gateway a stack. */
export function applied(table: readonly RouteEntry[], command: HostCommand): readonly RouteEntry[] {
  const entry = entryOf(command);
  switch (command.kind) {
    case 'route.add':
      return table.some((each) => samePrefix(each, entry)) ? table : [...table, entry];
    case 'gateway.set':
      return isMet(expectationOf(command), table)
        ? table
        : [...table.filter((each) => !samePrefix(each, entry)), entry];
    case 'route.remove':
    case 'gateway.remove':
      return table.filter((each) => !sameEntry(each, entry));
  }
}

/** Takes back exactly what the command changes in this table; nothing where it changes nothing. */
export function undoOf(command: HostCommand, before: readonly RouteEntry[]): HostCommand | null {
  const { netstack, gateway } = command;
  const entry = entryOf(command);
  const there = before.find((each) => samePrefix(each, entry));
  switch (command.kind) {
    case 'route.add':
      return there === undefined ? { ...command, kind: 'route.remove' } : null;
    case 'route.remove':
      return before.some((each) => sameEntry(each, entry)) ? { ...command, kind: 'route.add' } : null;
    case 'gateway.set':
      if (there === undefined || there.gateway === null) return { kind: 'gateway.remove', netstack, gateway };
      return there.gateway === gateway ? null : { kind: 'gateway.set', netstack, gateway: there.gateway };
    case 'gateway.remove':
      return before.some((each) => sameEntry(each, entry)) ? { kind: 'gateway.set', netstack, gateway } : null;
  }
}

/** Takes back several commands, the last one first. */
export function undoSteps(commands: readonly HostCommand[], before: readonly RouteEntry[]): readonly UndoStep[] {
  const steps: UndoStep[] = [];
  let table = before;
  for (const command of commands) {
    const undo = undoOf(command, table);
    if (undo !== null) steps.unshift({ command: undo, only: onlyWhere(undo, command) });
    table = applied(table, command);
  }
  return steps;
}

/**
 * What must hold right before, so that the undo gives back this very table: what it brings back is there, and what it takes away
 * is not, nor anything else in its place.
 */
export function preconditions(undo: readonly UndoStep[]): readonly Expectation[] {
  const restored = undo.map(({ command }) => expectationOf(command)).filter(({ present }) => present);
  return undo.map(({ command }) => {
    const expected = expectationOf(command);
    const isReplaced = restored.some((each) => samePrefix(each, expected));
    return expected.present || isReplaced ? expected : { ...expected, gateway: null };
  });
}

/** Whether a command did what it says is judged by this alone: hosts print nothing, or words that prove nothing. */
export function expectationOf(command: HostCommand): Expectation {
  const { netstack, network, gateway } = entryOf(command);
  return { netstack, network, gateway, present: command.kind === 'route.add' || command.kind === 'gateway.set' };
}

export function isMet({ netstack, network, gateway, present }: Expectation, table: readonly RouteEntry[]): boolean {
  const found = table.some(
    (each) =>
      each.netstack === netstack &&
      each.network === network &&
      each.gateway !== null &&
      (gateway === null || each.gateway === gateway),
  );
  return found === present;
}

/** A route goes only where it is ours, comes back only where none took its place, a gateway only where ours still stands. */
function onlyWhere(undo: HostCommand, done: HostCommand): Expectation {
  const { netstack, network, gateway } = entryOf(undo);
  switch (undo.kind) {
    case 'route.add':
      return { netstack, network, gateway: null, present: false };
    case 'route.remove':
    case 'gateway.remove':
      return { netstack, network, gateway, present: true };
    case 'gateway.set':
      if (done.kind === 'gateway.remove') return { netstack, network, gateway: null, present: false };
      return { netstack, network, gateway: done.gateway, present: true };
  }
}

function entryOf(command: HostCommand): RouteEntry & { readonly gateway: string } {
  const { netstack, gateway } = command;
  return { netstack, network: 'network' in command ? command.network : DEFAULT_ROUTE, gateway };
}

const samePrefix = (a: RouteEntry, b: RouteEntry) => a.netstack === b.netstack && a.network === b.network;
const sameEntry = (a: RouteEntry, b: RouteEntry) => samePrefix(a, b) && a.gateway === b.gateway;
