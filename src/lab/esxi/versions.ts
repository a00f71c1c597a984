import type { SimulatedState } from './state.ts';

/** Below zero where `a` is the older version. */
export function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (let i = 0; i < 3; i += 1) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function atLeast(state: Pick<SimulatedState, 'version'>, version: string): boolean {
  return compare(state.version, version) >= 0;
}

/** Classic ESX: management runs in a Service Console, a Linux of its own. */
export function isClassic(state: Pick<SimulatedState, 'product' | 'version'>): boolean {
  return state.product === 'ESX' && !atLeast(state, '5.0');
}

/** The prompt of an interactive session (safe-change.md S8). */
export function promptOf(state: SimulatedState, directory: string): string {
  if (isClassic(state)) return `[root@${state.name} root]# `;
  return atLeast(state, '6.0') ? `[root@${state.name}:${directory}] ` : `${directory} # `;
}
