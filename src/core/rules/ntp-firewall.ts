import { rulesetOf } from '../time/links/firewall.ts';
import { rule } from './rule.ts';
import { causeAmong, lacking, NO_NEEDS, SEEN, SUBJECT } from './time-chain.ts';

type Facts = {
  readonly subject: string;
  /** `ruleset-closed`, `list-empty` or `not-in-list`. */
  readonly reason: string;
  readonly text: string;
  readonly allowed: readonly string[];
  /** The system owns the ruleset and refuses to open it by hand. */
  readonly owned: boolean;
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
    };
    return [{ facts, evidence: cause.evidence, certainty: cause.certainty }];
  },

  explain: ({ text, reason, owned }) => ({
    problem: text,
    why:
      reason === 'ruleset-closed'
        ? 'The firewall drops what no open ruleset allows, so the daemon asks and hears nothing.'
        : 'A ruleset that is open and does not allow every address lets through those of its list alone.',
    todo:
      reason === 'ruleset-closed'
        ? `${owned ? 'This ruleset belongs to the system and refuses to be opened by hand: set NTP with `esxcli system ntp set`, which it follows. Else open it: ' : 'Open it: '}\`esxcli network firewall ruleset set --ruleset-id=ntpClient --enabled=true\` (classic ESX: \`esxcfg-firewall -e ntpClient\`).`
        : 'Add each server: `esxcli network firewall ruleset allowedip add --ruleset-id=ntpClient --ip-address=ADDRESS`.',
  }),
});
