/** A fault that may be shown to an operator: one sentence, and what to do next. Everything else that is thrown is a bug. */
export class Problem extends Error {
  readonly code: string;
  readonly next: string;
  /** The terminal's exit status: 1 no usable answer, 2 wrong usage, 3 host not reached, 4 refused. */
  readonly exit: 1 | 2 | 3 | 4;
  /** Each on a line of its own, where there are several things wrong. */
  readonly faults: readonly string[] | undefined;
  /** A word that was typed and is none, with the one that it most likely means. */
  readonly near: { readonly word: string; readonly meant: string } | undefined;

  constructor(fault: {
    code: string;
    message: string;
    next: string;
    exit: 1 | 2 | 3 | 4;
    faults?: readonly string[] | undefined;
    near?: { readonly word: string; readonly meant: string } | undefined;
  }) {
    super(fault.message);
    this.name = 'Problem';
    this.code = fault.code;
    this.next = fault.next;
    this.exit = fault.exit;
    this.faults = fault.faults;
    this.near = fault.near;
  }
}
