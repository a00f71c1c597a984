import type { HostPin, HostTest, InventoryHost, TestPoint } from '../hosts.ts';
import type { Reply } from '../reply.ts';
import { commands, section, text } from './sections.ts';
import { count, list } from './words.ts';

/** The inventory as a table. */
export function describeHosts(hosts: readonly InventoryHost[]): Reply {
  const unpinned = hosts.filter(({ hostKey }) => hostKey === null).map(({ name }) => name);
  const rows = hosts.map((host) => [
    host.name,
    `${host.address.includes(':') ? `[${host.address}]` : host.address}:${host.port}`,
    `${host.user} by ${host.login}`,
    host.groups.join(', ') || '-',
    host.via ?? '-',
    host.hostKey ?? 'not pinned',
  ]);
  return {
    headline: {
      text:
        hosts.length === 0 ? 'The configuration lists no host.' : `${count(hosts.length, 'host')} in the inventory.`,
    },
    sections: [
      ...section('Hosts', {
        kind: 'table',
        header: ['name', 'address', 'login', 'groups', 'via', 'host key'],
        rows,
      }),
      ...(unpinned.length === 0
        ? []
        : section(
            'Not pinned',
            text(`I do not log in to ${list(unpinned)} until a host key is pinned. To see the keys they show:`),
            commands(unpinned.map((name) => `vmkbot hosts pin ${name}`)),
          )),
    ],
  };
}

const RESULTS: Readonly<Record<TestPoint['result'], string>> = {
  works: 'ok',
  restricts: 'restricts',
  fails: 'fails',
  'not-known': 'not known',
};

/** What works on one host, each point with how it was found. */
export function describeTest({ host, points }: HostTest): Reply {
  const named = (result: TestPoint['result']) =>
    points.filter((each) => each.result === result).map(({ what }) => what);
  const [failing, restricting, unknown] = [named('fails'), named('restricts'), named('not-known')];
  const verdict =
    failing.length === 0
      ? 'can be read'
      : `lets me in, but ${list(failing)} ${failing.length === 1 ? 'fails' : 'fail'}`;
  const restricted = restricting.length === 0 ? '' : `; restricted by ${list(restricting)}`;
  return {
    headline: {
      text: `${host} ${verdict}${restricted}${unknown.length === 0 ? '' : `; not known: ${list(unknown)}`}.`,
    },
    sections: section('What was tried', {
      kind: 'table',
      header: ['what', 'result', 'found', 'how'],
      rows: points.map(({ what, result, said, how }) => [what, RESULTS[result], said, how]),
    }),
  };
}

/** The fingerprint to put into the file, and what to make of it. */
export function describePin({ host, address, port, fingerprint, pinned }: HostPin): Reply {
  const where = `${host} (${address}:${port})`;
  if (pinned === fingerprint) {
    return { headline: { text: `${where} shows the host key that is pinned: ${fingerprint}.` }, sections: [] };
  }
  const differs = pinned === null ? '' : ` The configuration pins ${pinned}, so I do not log in.`;
  return {
    headline: { text: `${where} shows the host key ${fingerprint}.${differs}` },
    sections: [
      ...section(
        'Before you pin it',
        text(
          "Compare it at the host's console; over this network alone, another machine on its address looks the same:",
        ),
        commands(['for key in /etc/ssh/ssh_host_*_key.pub; do ssh-keygen -lf $key; done']),
      ),
      ...section(
        'Then put into the file',
        text(`In the entry of \`${host}\` under \`hosts\`${pinned === null ? '' : ', in place of the one there'}:`),
        commands([`hostKey: ${fingerprint}`]),
      ),
    ],
  };
}
