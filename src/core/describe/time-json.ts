import { rulesetOf } from '../time/links/firewall.ts';
import type { TimeOfHost } from './ntp.ts';

/** `vmkbot/time/1` of one host, without its schema name: what was read, then what was judged of it. */
export function timeJson({ state, judgement, findings, notChecked }: TimeOfHost): object {
  const { ntp, ptp, clock, firewall } = state;
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
    findings,
    notChecked,
    unread: state.unread,
    assumptions: state.assumptions,
  };
}
