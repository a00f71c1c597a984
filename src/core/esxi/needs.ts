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
  'access',
] as const;

export type Need = (typeof NEEDS)[number];

/** Everything that says something of the host's network and time; access is asked by `hosts test` alone. */
export const WHOLE_STATE: readonly Need[] = NEEDS.filter((need) => need !== 'access');
