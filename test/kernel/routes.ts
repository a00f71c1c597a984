import { ADDRESSES, CLIENTS } from './network/index.ts';

/** The routes of the host that somebody set, before and after the cure. */
export const BEFORE = [`default ${ADDRESSES.provider}`];
export const AFTER = [`${CLIENTS} ${ADDRESSES.router}`, ...BEFORE];
