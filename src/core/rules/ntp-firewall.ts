import { isClassic } from '../esxi/version.ts';
import type { Link } from '../time/judgement.ts';
import { rulesetOf } from '../time/links/firewall.ts';
import { rule } from './rule.ts';
import { causeAmong, lacking, NO_NEEDS, SEEN, type Seen, SUBJECT } from './time-chain.ts';

type Facts = {
  readonly subject: string;
  /** `ruleset-closed`, `list-empty` or `not-in-list`. */
  readonly reason: string;
  readonly text: string;
  readonly allowed: readonly string[];
  /** The system owns the ruleset and refuses to open it by hand. */
  readonly owned: boolean;
  /** What opens it on this version. */
  readonly todo: string;
};

/** The host's own firewall keeps the questions to its time servers in. */
export const ntpFirewall = rule({
  id: 'ntp-firewall',
  title: "The host's firewall keeps time out",
  severity: 'error',
  certainty: 'documented',
  sources: ['KB443386', 'KB443781'],
  needs: NO_NEEDS,
  also: SEEN,

  lacks: (state) => lacking(state, ['firewall']),

  check(state) {
    const cause = causeAmong(state, ['firewall']);
    if (cause === null) return [];
    const ruleset = rulesetOf(state.firewall);
    const facts: Facts = {
      subject: SUBJECT,
      reason: cause.reason ?? 'ruleset-closed',
      text: cause.text,
      allowed: ruleset?.allowedIps ?? [],
      owned: ruleset?.configurable === false,
      todo: openingOf(state, cause),
    };
    return [{ facts, evidence: cause.evidence, certainty: cause.certainty }];
  },

  explain: ({ text, reason, todo }) => ({
    problem: text,
    why:
      reason === 'ruleset-closed'
        ? 'The firewall drops what no open ruleset allows, so the daemon asks and hears nothing.'
        : 'A ruleset that is open and does not allow every address lets through those of its list alone.',
    todo,
  }),
});

const OWNED =
  'This ruleset belongs to the system and refuses to be opened by hand: set NTP with `esxcli system ntp set`, which it follows. Else open it:';
const OPEN = '`esxcli network firewall ruleset set --ruleset-id=ntpClient --enabled=true`';
const OPEN_CLASSIC = '`esxcfg-firewall -e ntpClient`';

/** What lets time through this firewall, on this version; classic ESX has a command of its own. */
export function openingOf(state: Seen, { reason }: Link): string {
  if (reason !== undefined && reason !== 'ruleset-closed')
    return 'Add each server: `esxcli network firewall ruleset allowedip add --ruleset-id=ntpClient --ip-address=ADDRESS`.';
  const classic = isClassic(state);
  const how = classic === true ? OPEN_CLASSIC : classic === false ? OPEN : `${OPEN} (classic ESX: ${OPEN_CLASSIC})`;
  return `${rulesetOf(state.firewall)?.configurable === false ? OWNED : 'Open the ruleset:'} ${how}.`;
}
