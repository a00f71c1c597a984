import type { Agreement } from '../time/agreement.ts';
import { rulesetOf } from '../time/links/firewall.ts';
import type { TimeOfHost } from './ntp.ts';

/** `vmkbot/time/1` of one host, without its schema name: what was read, then what was judged of it. */
export function timeJson({ state, judgement, skew, findings, notChecked }: TimeOfHost): object {
  const { ntp, ptp, clock, clockReadings, firewall } = state;
  const { state: is, cause, links, synchronised, offsetMs, offsetFrom, running, ways } = judgement;
  const ruleset = rulesetOf(firewall);
  return {
    ...(ntp?.enabled !== undefined && { enabled: ntp.enabled }),
    ...(running !== undefined && { running }),
    ...(ntp?.servers && { servers: ntp.servers }),
    ...(firewall && { firewall: { ...(firewall.enabled !== undefined && { on: firewall.enabled }), ...ruleset } }),
    ...(ntp?.peers && { peers: ntp.peers }),
    synchronised,
    ...(offsetMs !== undefined && { offsetMs, offsetFrom }),
    state: is,
    cause: cause?.link ?? null,
    links,
    ways,
    ...(ptp && { ptp }),
    ...(clock && { clock }),
    ...(clockReadings && { clockReadings }),
    ...(skew && { skew }),
    findings,
    notChecked,
    unread: state.unread,
    assumptions: state.assumptions,
  };
}

/** What the clocks of several hosts agree on. */
export function clocksJson({ outliers, ...agreed }: Agreement): object {
  return { ...agreed, outliers: outliers.map(({ host, skew, apartMs }) => ({ host, ...skew, apartMs })) };
}
