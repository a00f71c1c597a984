import type { TimeCommand } from './command.ts';
import type { TimeExpectation, TimeUndo } from './expectation.ts';

/** A command of a plan with what takes it back and what must be read afterwards. */
export interface Part {
  readonly command: TimeCommand;
  readonly undo?: readonly TimeUndo[];
  readonly expects: readonly TimeExpectation[];
}

/** A daemon that did not run before is stopped again. */
export function stopped(running: boolean | null): readonly TimeUndo[] {
  if (running !== false) return [];
  const [runs, rests]: [TimeExpectation, TimeExpectation] = [
    { about: 'running', is: true },
    { about: 'running', is: false },
  ];
  return [{ command: { kind: 'ntp.daemon', verb: 'stop' }, otherwise: null, only: runs, done: rests }];
}
