import type { SimulatedState, World } from '../esxi/index.ts';

/** A published case as hosts that can be asked. */
export interface Scenario {
  readonly name: string;
  /** One sentence. */
  readonly story: string;
  /** The published document, or null where it is a case of our own. */
  readonly source: 'S000' | 'S001' | 'S002' | 'S003' | 'S004' | null;
  readonly hosts: readonly ScenarioHost[];
}

export interface ScenarioHost {
  readonly state: SimulatedState;
  readonly world: World;
  /** Ids of the rules that a check must report. */
  readonly finds: readonly string[];
  /** Ids of rules that would be a false alarm. */
  readonly clearOf: readonly string[];
}
