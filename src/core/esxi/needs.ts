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
  'policies',
  'hints',
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
  'sharing',
  'image',
] as const;

export type Need = (typeof NEEDS)[number];

/** What a change rests on besides: who may still get in, and by which way the one who asks came. */
const OF_CHANGES: readonly Need[] = ['session', 'access'];

/** Everything that a host's state is made of; how far its clock is off takes seconds, and is asked where it matters. */
export const WHOLE_STATE: readonly Need[] = NEEDS.filter((need) => need !== 'skew' && !OF_CHANGES.includes(need));

/** How switches team, what is behind their uplinks, who shares memory and which image runs explain faults; no plan rests on it. */
const OF_FAULTS: readonly Need[] = ['policies', 'hints', 'sharing', 'image'];

/** Everything that a plan and its checks rest on, in one read. */
export const FOR_PLANS: readonly Need[] = [...WHOLE_STATE.filter((need) => !OF_FAULTS.includes(need)), ...OF_CHANGES];

/** How far the clock is off besides: whether guests would notice its step. */
export const FOR_TIME_PLANS: readonly Need[] = [...FOR_PLANS, 'skew'];

/** Who sets the clock and whether its packets get out: what a change of time rests on, and what shows that it works. */
export const TIME_NEEDS: readonly Need[] = [
  ...(['ntp', 'firewall', 'vmknics', 'interfaces', 'netstacks', 'routes', 'tags'] as const),
  ...(['neighbors', 'console', 'connections', 'dns'] as const),
];
