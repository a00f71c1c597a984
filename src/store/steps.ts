import type { Step } from './store.ts';

/** Two steps on one key in a commit would hide which version the second one meant: that is a bug of the caller. */
export function checkSteps(steps: readonly Step[]): void {
  const keys = steps.flatMap((step) => (step.kind === 'append' ? [] : [step.key]));
  const twice = keys.find((key, i) => keys.indexOf(key) < i);
  if (twice !== undefined) throw new Error(`a commit names the key ${twice} twice`);
}
