import { ntpConfigured } from '../../esxi/commands.ts';
import type { Link } from '../judgement.ts';
import { broken, holds, notKnown } from '../link.ts';
import { claimLines, isTorn, linesOf, named, remoteName, rowsOf, type View } from '../view.ts';

/** Are servers configured? What the daemon does is stronger than what a file says. */
export function configured(view: View): Link {
  const { ntp, peers, pools, state } = view;
  const servers = ntp?.servers;
  const lines = linesOf(ntp, 'servers');
  if (servers !== undefined && servers.length > 0)
    return holds('configured', `The host is to ask ${named(servers)}.`, lines);
  const asked = [...(peers ?? []), ...pools];
  if (asked.length > 0) return holds('configured', `The daemon asks ${named(asked.map(remoteName))}.`, rowsOf(asked));
  const tested = ntp?.test?.servers ?? [];
  if (tested.length > 0)
    return holds(
      'configured',
      `The host is to ask ${named(tested.map(({ server }) => server))}.`,
      linesOf(ntp?.test, 'servers'),
    );
  if (view.claim === true) return holds('configured', 'The host says that it is synchronised.', claimLines(view));
  if (servers !== undefined) {
    const file = ntp?.directives?.map(({ evidence }) => evidence) ?? [];
    const torn = file.length > 0 && isTorn(state, file);
    return torn
      ? notKnown(
          'configured',
          'A line of the file could not be read, so whether it names a server is not known.',
          [],
          file,
        )
      : none(view, lines);
  }
  if (ntp?.peers !== undefined && view.local.length === 0 && ntp.running === true)
    return broken('configured', 'The daemon runs and has no server.', linesOf(ntp, 'peers'), {
      reason: 'no-servers',
      certainty: 'reported',
    });
  if (view.local.length > 0) return none(view, rowsOf(view.local));
  return notKnown('configured', 'Which servers the host is to ask was not captured.', [ntpConfigured(state)]);
}

function none({ ntp, local }: View, evidence: Link['evidence']): Link {
  const own =
    local.length > 0 ||
    ntp?.directives?.some(({ keyword, args }) => keyword === 'server' && args[0]?.startsWith('127.127.'));
  const text = own ? 'The only server is the host’s own clock, which follows nobody.' : 'No time server is configured.';
  return broken('configured', text.replace('’', "'"), evidence, {
    reason: own ? 'own-clock' : 'no-servers',
    sources: ['KB1003063'],
  });
}
