/** Numbers that judgements rest on, each with where it comes from. */

/** ntpd slews what is less and steps what is more; its own documentation. */
export const STEP_MS = 128;
/** ntpd gives up where it is more, unless it was started with -g (ntp.org documentation; ESXi's flags are not established). */
export const PANIC_MS = 1_000_000;
/** Kerberos refuses tickets over a greater difference, by default. */
export const KERBEROS_MS = 300_000;
/** After a start time may take this long; KB 443781. */
export const START_SECONDS = 900;
/** A server so far from its own reference is rejected; KB 443781. */
export const DISPERSION_MS = 1500;
/** A guest that jumps by less is hardly noticed. */
export const GUEST_MS = 1000;
/** A clock that runs away has a large negative correction (KB 312016; that it shows -309237 s is recalled); ntpd never asks for more than its panic limit. */
export const ADJTIME_US = -PANIC_MS * 1000;
