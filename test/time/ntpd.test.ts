import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeTime } from '../../src/core/time/judge.ts';
import { whyNoNamespaces } from '../support/netns.ts';
import { ntpConf, printed, version } from '../support/time.ts';

/** The servers as the client is told them; nobody is behind the second. */
const CONF = ntpConf('10.99.0.1', '10.99.0.3');

/**
 * A server that follows its own clock, and a client in a network namespace beside it. Neither may set the clock of the machine: the
 * right to is taken off them. Each time `ntpq -pn` of the client and of the server is printed, until one is in use.
 */
const SCRIPT = `
ip link set lo up
unshare -n sleep 200 & inner=$!
trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
until [ "$(readlink /proc/$inner/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.1; done
client="nsenter -t $inner -n"
bound="setpriv --bounding-set -sys_time --inh-caps -sys_time --no-new-privs"
ip link add v0 type veth peer name v1 netns $inner
ip addr add 10.99.0.1/24 dev v0; ip link set v0 up
$client ip link set lo up; $client ip addr add 10.99.0.2/24 dev v1; $client ip link set v1 up
printf '%s\\n' 'tos orphanwait 1' 'server 127.127.1.0 minpoll 3 maxpoll 3 prefer' 'fudge 127.127.1.0 stratum 5' 'restrict default' 'restrict 127.0.0.1' > server.conf
printf '%s\\n' 'server 10.99.0.1 iburst minpoll 3 maxpoll 3' 'server 10.99.0.3 minpoll 3 maxpoll 3' 'restrict default' 'restrict 127.0.0.1' > client.conf
$bound ntpd -n -c server.conf -p server.pid >/dev/null 2>&1 &
$client $bound ntpd -n -c client.conf -p client.pid >/dev/null 2>&1 &
for i in $(seq 1 80); do
  sleep 1
  said=$($client ntpq -pn 127.0.0.1 2>/dev/null)
  case "$said" in *10.99.0.1*) echo "== client"; echo "$said";; *) continue;; esac
  case "$said" in *'*10.99.0.1'*) break;; esac
done
echo "== server"; ntpq -pn 127.0.0.1
`;

const missing = whyNot();

test.skipIf(missing !== null)(
  `what a real ntpq prints of a real ntpd is read and judged${missing === null ? '' : ` (skipped: ${missing})`}`,
  { timeout: 180_000 },
  async () => {
    const said = await run();
    const seen = said
      .split('== ')
      .slice(1)
      .map((each) => [each.split('\n')[0], each.slice(each.indexOf('\n') + 1)] as const);
    const states = seen.map(([who, output]) => ({ who, state: printed(version('6.7.0'), CONF, ['ntpq -pn', output]) }));
    for (const { state } of states) expect(state.unread).toEqual([]);

    const client = states.filter(({ who }) => who === 'client').map(({ state }) => state);
    const reaches = client.map(({ ntp }) => ntp!.peers!.find(({ remote }) => remote === '10.99.0.1')!.reach);
    expect(
      reaches.every((reach, i) => i === 0 || reach >= reaches[i - 1]!),
      String(reaches),
    ).toBe(true);
    const judged = client.map((state) => judgeTime(state));
    for (const [i, { state, synchronised }] of judged.slice(0, -1).entries()) {
      expect(synchronised).not.toBe(true);
      if (reaches[i]! > 0) expect(state).toBe('starting');
    }
    expect(judged.some((each, i) => reaches[i]! > 0 && each.state === 'starting')).toBe(true);
    expect(judged.at(-1)).toMatchObject({ state: 'synchronised', synchronised: true, offsetFrom: 'selected' });
    expect(Math.abs(judged.at(-1)!.offsetMs!)).toBeLessThan(128);

    const [server] = states.filter(({ who }) => who === 'server').map(({ state }) => judgeTime(state));
    expect(server?.synchronised).not.toBe(true);
  },
);

function whyNot(): string | null {
  if (process.getuid?.() !== 0) return 'only root may make namespaces';
  for (const words of [
    ['ntpd', '--version'],
    ['ntpq', '--version'],
  ] as const) {
    if (spawnSync(words[0], [words[1]]).error !== undefined) return `no ${words[0]} here (Debian: ntpsec)`;
  }
  return whyNoNamespaces();
}

/** Runs the script in a namespace of its own; whatever it started ends with it. */
function run(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-ntpd-'));
  return new Promise((resolve, reject) => {
    const child = spawn('unshare', ['-n', 'bash', '-c', SCRIPT], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('close', () => {
      rmSync(folder, { recursive: true, force: true });
      resolve(said);
    });
  });
}
