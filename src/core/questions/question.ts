import type { ServiceName } from '../services/service.ts';

export type QuestionKind =
  | 'service-adapter'
  | 'path'
  | 'return-path'
  | 'what-if'
  | 'service-denied'
  | 'time'
  | 'finding'
  | 'symptom';

/** A question in plain words, understood. `destination` is an address or prefix as asked. */
export interface Question {
  readonly kind: QuestionKind;
  readonly service: ServiceName | null;
  readonly vmknic: string | null;
  readonly destination: string | null;
  /** The rule a `finding` question is about; null where it asks for all of them. */
  readonly rule?: string | null;
  /** The symptom's id (`reboot`, `memory-state`, …). */
  readonly symptom?: string;
  /** The change a `what-if` asks about, in the words of the what-if verb. */
  readonly change?: string;
  /** The second address a question names: the one the client dialled, or the one the host sends from. */
  readonly other?: string;
  /** The adapter is where the conversation begins (`vmk1 can't reach …`), not where the packets are said to leave. */
  readonly origin?: true;
  /** The adapter is where replies are said to leave, not the one that was dialled. */
  readonly leaving?: true;
  /** The question says that it is not so, or does not work (`never`, `can't`, `times out`). */
  readonly negated?: true;
  /** The VMkernel's own ping is meant (`vmkping`), which on classic ESX is not the console's. */
  readonly vmkping?: true;
  /** A virtual machine talks, not the host. */
  readonly guest?: true;
  /** It asks after an entry of the table: why there is none, or whether one is needed. */
  readonly route?: 'missing' | 'needed';
}

export type Premise = 'holds' | 'does-not-hold' | 'cannot-tell';
