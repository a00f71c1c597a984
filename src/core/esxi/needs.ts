/** What an answer needs to be read of a live host; a verb names its needs, and only their commands run. */
export const NEEDS = [
  'vmknics',
  'interfaces',
  'netstacks',
  'routes',
  'tags',
  'neighbors',
  'console',
  'vswitches',
  'portgroups',
  'uplinks',
  'iscsi',
  'nfs',
  'vsan',
  'dns',
  'connections',
  'ntp',
  'clock',
  'skew',
  'firewall',
  'session',
  'access',
] as const;

export type Need = (typeof NEEDS)[number];

/** What a change rests on besides: who may still get in, and by which way the one who asks came. */
const OF_CHANGES: readonly Need[] = ['session', 'access'];

/** Everything that a host's state is made of; how far its clock is off takes seconds, and is asked where it matters. */
export const WHOLE_STATE: readonly Need[] = NEEDS.filter((need) => need !== 'skew' && !OF_CHANGES.includes(need));

/** Everything that a plan and its checks rest on, in one read. */
export const FOR_PLANS: readonly Need[] = [...WHOLE_STATE, ...OF_CHANGES];

/** The firewall besides: whether its ruleset lets time servers through. */
export const FOR_TIME_PLANS: readonly Need[] = [...FOR_PLANS, 'firewall'];
