/** A made-up host as a transcript: what somebody would have pasted. */
export interface Sample {
  readonly name: string;
  readonly about: string;
  /** Lines worth typing in the shell, to begin with. */
  readonly ask: readonly string[];
  readonly text: string;
}
