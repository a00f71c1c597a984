import { ntpNames } from '../../esxi/commands.ts';
import { readIpv4, readIpv6 } from '../../net/address.ts';
import type { Link } from '../judgement.ts';
import { broken, holds, notKnown } from '../link.ts';
import { claimLines, linesOf, named, rowsOf, type View } from '../view.ts';

/** Do the names of the servers have addresses? The daemon keeps the one that it found when it started. */
export function name(view: View): Link {
  const { ntp, state, peers } = view;
  const servers = ntp?.servers ?? ntp?.test?.servers?.map(({ server }) => server) ?? [];
  const names = servers.filter((each) => readIpv4(each) === null && readIpv6(each) === null);
  if (view.heard)
    return holds('name', 'Servers answer, so they were found.', [...rowsOf(view.replied), ...claimLines(view)]);
  if (servers.length > 0 && names.length === 0)
    return holds('name', 'The servers are addresses, so no name has to be found.', linesOf(ntp, 'servers'));
  const lost = ntp?.test?.servers?.filter(({ address }) => address === null) ?? [];
  if (lost.length > 0 && lost.length >= names.length)
    return broken(
      'name',
      `${named(lost.map(({ server }) => server))} has no address: the name does not resolve.`,
      linesOf(ntp?.test, 'servers'),
      { reason: 'unresolved' },
    );
  if ((ntp?.test?.servers ?? []).length > 0) return holds('name', 'The names resolve.', linesOf(ntp?.test, 'servers'));
  if (ntp?.peers?.length === 0 && names.length > 0)
    return broken(
      'name',
      `The daemon runs without a server although ${named(names)} ${names.length === 1 ? 'is' : 'are'} configured, so no name was found when it started.`,
      linesOf(ntp, 'peers', 'servers'),
      { reason: 'no-association', certainty: 'inferred' },
    );
  if ((peers?.length ?? 0) > 0) return holds('name', 'The daemon has addresses to ask.', rowsOf(peers!));
  if (state.dns?.servers.length === 0 && names.length > 0)
    return broken(
      'name',
      `${named(names)} cannot be found: the host has no DNS server.`,
      [...linesOf(state.dns, 'servers'), ...linesOf(ntp, 'servers')],
      { reason: 'no-dns', certainty: 'inferred' },
    );
  const doubt = names.filter((each) => /^\d\.(?:[a-z]{2}\.)?pool\.org$/i.test(each));
  const slip =
    doubt.length === 0
      ? ''
      : ` ${named(doubt)} ${doubt.length === 1 ? 'is' : 'are'} not in \`pool.ntp.org\`, the name of the public pool.`;
  return notKnown(
    'name',
    `Whether the names of the servers resolve was not captured.${slip}`,
    names.length > 0 ? ntpNames(state) : [],
    slip === '' ? [] : linesOf(ntp, 'servers'),
  );
}
