import type { EsxiVersion } from '../core/esxi/version.ts';
import { armAndApply } from '../core/plans/arm/arm.ts';
import type { Arming } from '../core/plans/arm/arming.ts';
import {
  cleanText,
  confirmText,
  forbidText,
  type Start,
  saveText,
  stateText,
  takeOverText,
  type UndoStart,
  undoText,
} from '../core/plans/arm/settle.ts';
import { type Query, queryWords } from '../core/plans/query.ts';
import { commandLine } from './batch.ts';

/** A text that a host is told while it is changed. Only this file makes one, so nothing else can be run to change a host. */
class PlannedText {
  readonly #text: string;
  /** What it does, for the journal. */
  readonly what: string;
  /** It may change the host; the others only read. */
  readonly writes: boolean;

  constructor(what: string, text: string, writes: boolean) {
    this.#text = text;
    this.what = what;
    this.writes = writes;
  }

  get text(): string {
    return this.#text;
  }
}

/** A text to run; whoever holds one got it from here. */
export type ChangeText = PlannedText;

type Armed = Pick<Arming, 'id' | 'fence' | 'startBy' | 'timer'>;

export const TEXTS = {
  arm: (arming: Arming) => new PlannedText('arm', armAndApply(arming), true),
  confirm: (arming: Pick<Arming, 'id' | 'fence'>, start: Start) =>
    new PlannedText('confirm', confirmText(arming, start), true),
  undo: (arming: Arming, start: UndoStart) => new PlannedText('undo', undoText(arming, start), true),
  state: (id: string) => new PlannedText('state', stateText(id), false),
  forbid: (id: string) => new PlannedText('forbid', forbidText(id), true),
  save: (id: string) => new PlannedText('save', saveText(id), true),
  clean: (arming: Armed) => new PlannedText('clean', cleanText(arming), true),
  takeOver: (old: Armed) => new PlannedText('take-over', takeOverText(old), true),
} as const;

/** A query of the closed list, or null where this version has none. */
export function askText(query: Query, version: EsxiVersion): ChangeText | null {
  const words = queryWords(query, version);
  return words === null ? null : new PlannedText(query.kind, commandLine(words), false);
}
