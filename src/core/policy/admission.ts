/** Of a policy the part that says who may ask, and where, about the hosts of some groups. An empty list is no condition. */
export interface AskPolicy {
  readonly groups: readonly string[];
  readonly ask: {
    readonly channels: readonly string[];
    readonly users: readonly string[];
    readonly usergroups: readonly string[];
  };
}

/** Whoever asks, as Slack knows them. */
export interface Person {
  readonly id: string;
  /**
   * `outside`: of another workspace, in a shared channel. `unknown`: of this workspace, and Slack tells no more. Only a full member may
   * ask about hosts without being listed by id.
   */
  readonly standing: 'member' | 'guest' | 'bot' | 'deactivated' | 'outside' | 'unknown';
  /** The user groups they are in; `unknown` where Slack did not say. */
  readonly usergroups: ReadonlySet<string> | 'unknown';
}

/** Where somebody asks: a channel, or a direct conversation, by its id. */
export interface AskedIn {
  readonly channel: string;
}

export interface GroupedHost {
  readonly name: string;
  readonly groups: readonly string[];
}

/** What a question is about. A paste concerns no host of the inventory. */
export type Subject = { readonly kind: 'paste' } | { readonly kind: 'hosts'; readonly hosts: readonly GroupedHost[] };

export type Admission = { readonly kind: 'admitted' } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Why somebody may not ask, with what would be needed. Ids are Slack's. */
export type Refusal =
  | { readonly code: 'outsider'; readonly standing: Exclude<Person['standing'], 'member' | 'unknown'> }
  | { readonly code: 'standing-unknown'; readonly host: string }
  | { readonly code: 'no-policy'; readonly host: string; readonly groups: readonly string[] }
  | { readonly code: 'other-channel'; readonly host: string; readonly channels: readonly string[] }
  | ({ readonly code: 'other-people'; readonly host: string } & People)
  | ({
      readonly code: 'other-people-and-channel';
      readonly host: string;
      readonly channels: readonly string[];
    } & People)
  | { readonly code: 'membership-unknown'; readonly host: string; readonly usergroups: readonly string[] };

/** Those whom a policy means; both empty: every full member. */
export interface People {
  readonly users: readonly string[];
  readonly usergroups: readonly string[];
}
