import { ntpPeers } from '../../esxi/commands.ts';
import { atLeast } from '../../esxi/version.ts';
import type { Link } from '../judgement.ts';
import { broken, holds, notKnown } from '../link.ts';
import { claimLines, linesOf, rowsOf, type View } from '../view.ts';

/** Does the daemon run? A table of its servers is proof; that it is to start with the host is not. */
export function running(view: View): Link {
  const { ntp, state } = view;
  const rows = rowsOf(ntp?.peers ?? []);
  if (ntp?.running === false && rows.length === 0) return stopped(view);
  if (rows.length > 0) return holds('running', 'The daemon answers with its servers.', rows.slice(0, 1));
  if (ntp?.running === true) return holds('running', 'The daemon runs.', linesOf(ntp, 'running'));
  if (view.claim === true) return holds('running', 'The host says that it is synchronised.', claimLines(view));
  const off = ntp?.enabled === false || ntp?.timeServiceEnabled === false;
  if (off && startsWithSetting(view))
    return broken('running', 'NTP is switched off.', linesOf(ntp, 'enabled', 'timeServiceEnabled'), {
      reason: 'disabled',
      certainty: 'inferred',
    });
  return notKnown('running', 'Whether the daemon runs was not captured.', ntpPeers(state), linesOf(ntp, 'enabled'));
}

/** That it is not to start with the host is said beside it; that it is to proves nothing. */
function stopped({ ntp }: View): Link {
  const stays = ntp?.enabled === false;
  const text = `The daemon ntpd does not run${stays ? ', and it is not set to start with the host' : ''}.`;
  return broken('running', text, linesOf(ntp, 'running', ...(stays ? ['enabled'] : [])), {
    reason: 'stopped',
    sources: ['KB312204'],
  });
}

/** From 7.0 on the setting starts and stops the daemon; before, it tells only what happens at the next start of the host. */
function startsWithSetting({ ntp, state }: View): boolean {
  const printed = ntp?.evidence.enabled?.command ?? '';
  return /\bsystem ntp\b/.test(printed) || ntp?.loglevel !== undefined || atLeast(state, '7.0') === true;
}
