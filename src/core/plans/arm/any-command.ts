/** Commands of both roads, and what takes each back. */
import type { EsxiVersion } from '../../esxi/version.ts';
import { type HostCommand, wordsOf } from '../host-command.ts';
import { type TimeCommand, timeWords } from '../ntp/command.ts';
import type { TimeUndo } from '../ntp/expectation.ts';
import type { UndoStep } from '../table.ts';
import type { Words } from '../words.ts';

export type AnyCommand = HostCommand | TimeCommand;

function isTimeCommand(command: AnyCommand): command is TimeCommand {
  return command.kind.startsWith('ntp.') || command.kind.startsWith('firewall.');
}

export function isTimeUndo(step: UndoStep | TimeUndo): step is TimeUndo {
  return isTimeCommand(step.command);
}

/** What is planned has words on its version; whoever gets here without has planned something else. */
export function wordsFor(command: AnyCommand, version: EsxiVersion): Words {
  const worded = isTimeCommand(command) ? timeWords(command, version) : wordsOf(command, version);
  if ('cannot' in worded) throw new Error(`a command without words: ${command.kind}`);
  return worded.words;
}
