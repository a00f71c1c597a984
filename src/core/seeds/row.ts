/** One problem that a seed document tells of, and where it is answered, can be tried and is shown. */
export interface SeedRow {
  /** A short name of its own, such as `vds-migration-stalled`. */
  readonly id: string;
  /** The seed documents, as `sources.ts` names them. */
  readonly seed: 'S000' | 'S001' | 'S002' | 'S003' | 'S004';
  /** The problem in one sentence, as an operator meets it. */
  readonly problem: string;
  /** A rule's id, or a symptom's. */
  readonly rule: string;
  /** A scenario of the lab, or a sample. */
  readonly scenario: string;
  /** `path/of.test.ts: the whole name of the test`. */
  readonly test: string;
}
