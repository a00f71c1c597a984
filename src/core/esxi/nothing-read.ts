import type { HostState } from './host-state.ts';

/** The state of a host of which nothing was given to read. */
export const NOTHING_READ: HostState = {
  host: { evidence: {} },
  netstacks: [],
  contradictions: [],
  assumptions: [],
  unread: [],
  notCaptured: [],
};
