/** What is done from time to time, whoever left it: late requests expire, what is confirmed begins, and ends are told. */
import { isConfirmed } from '../core/approvals/approval.ts';
import { step } from '../core/approvals/step.ts';
import { type Change, isEnded, stateOf } from './change.ts';
import type { Ledger } from './ledger.ts';
import type { Reading } from './reading.ts';
import type { Telling } from './telling.ts';
import { advance } from './together.ts';

export interface RoundParts {
  readonly ledger: Ledger;
  readonly reading: Reading;
  readonly telling: Telling;
  /** Works on a change, unless that is done already. */
  begin(id: string): void;
  /** Looks whether a host that needed hands needs none any more. */
  look(id: string): void;
}

export class Rounds {
  private readonly parts: RoundParts;
  /** That hands are needed is told once more by each process: the one that wrote it may have died before it told it. */
  private readonly reminded = new Set<string>();

  constructor(parts: RoundParts) {
    this.parts = parts;
  }

  /** Expires what is late, begins what is confirmed, goes on with what others left, and tells what was not told. */
  async round(): Promise<void> {
    const { ledger, reading } = this.parts;
    for (const { id, state, expires, confirmed, several } of await reading.open()) {
      if (several && (confirmed || state !== 'pending')) await this.goOnWith(id);
      else if (state === 'pending' && ledger.now() >= expires) await this.expire(id);
      else if (state === 'applying' || (state === 'pending' && confirmed)) this.parts.begin(id);
      else if (state === 'needs-hands') await this.remind(id);
      else if (state !== 'pending') await this.finish(id);
    }
  }

  /** Runs what enough people have confirmed; of a whole that somebody took back it lets go of the hosts. */
  async goOn(change: Change): Promise<void> {
    if (change.together === null && !isConfirmed(change.approval)) return;
    await this.next(change);
  }

  /** What belongs to a whole lets it go on. */
  async wasTold({ approval, group }: Change): Promise<void> {
    if (group !== null) await this.goOnWith(group);
    await this.parts.ledger.move(approval.id, (kept) =>
      kept.told ? { noted: [], result: null } : { change: { ...kept, told: true }, noted: [], result: null },
    );
  }

  private async goOnWith(id: string): Promise<void> {
    const change = await this.parts.ledger.read(id);
    if (change === null) return;
    if (isEnded(change) && stateOf(change) !== 'needs-hands') return await this.finish(id);
    await this.next(change);
    if (isEnded(change)) await this.finish(id);
  }

  private async next(change: Change): Promise<void> {
    const begin = (id: string) => this.parts.begin(id);
    if (change.together === null) begin(change.approval.id);
    else await advance(this.parts.ledger, change, begin);
  }

  private async remind(id: string): Promise<void> {
    this.parts.look(id);
    if (this.reminded.has(id)) return;
    this.reminded.add(id);
    const change = await this.parts.ledger.read(id);
    if (change?.approval.state === 'needs-hands') this.parts.telling.tell(change, []);
  }

  /** A whole and its hosts expire together. */
  private async expire(id: string): Promise<void> {
    const { ledger } = this.parts;
    const whole = await ledger.move<string | null>(id, (change) => {
      const result = change.together === null ? change.group : id;
      const stepped = step(change.approval, { kind: 'expire', at: ledger.now() });
      if (stepped.kind === 'refused' || change.group !== null) return { noted: [], result };
      const next = { ...change, approval: stepped.approval };
      return { change: next, noted: [{ by: null, what: 'expired', phase: null, detail: null }], result };
    });
    if (whole !== null) await this.goOnWith(whole);
  }

  /** What is over and not done: something is left on its host, or its end was not told. */
  private async finish(id: string): Promise<void> {
    const { ledger, telling } = this.parts;
    const change = await ledger.read(id);
    if (change === null || !isEnded(change)) return;
    if (change.armed !== null && !change.clean) this.parts.begin(id);
    else if (!telling.isUnderWay(id)) telling.tell(change, []);
  }
}
