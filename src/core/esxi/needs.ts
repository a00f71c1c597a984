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
  'firewall',
  'access',
] as const;

export type Need = (typeof NEEDS)[number];

/** Everything that a host's state is made of; firewall and access are asked by name alone, since no reader keeps them. */
export const WHOLE_STATE: readonly Need[] = NEEDS.filter((need) => need !== 'access' && need !== 'firewall');
