/** From the click that confirms a change to its end, beside `ssh` that runs the same commands one after the other. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PLAN_NEEDS } from '../src/changes/ports.ts';
import { Changes } from '../src/changes/service.ts';
import { read } from '../src/core/esxi/read.ts';
import { planFor } from '../src/core/plans/plan.ts';
import { parseChange } from '../src/core/routing/change.ts';
import { sha256 } from '../src/digest.ts';
import { BackOff, inMemory } from '../src/hosts/back-off.ts';
import { LIMITS } from '../src/hosts/limits.ts';
import type { Login } from '../src/hosts/login.ts';
import { openChange } from '../src/hosts/run-change.ts';
import { openStore } from '../src/store/index.ts';
import { type ChangeHost, changeHost } from './change-host.ts';
import { type Add, median } from './change-rows.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const TIMER = 300;
const ROUTE = 'add 10.44.40.0/24 via 10.44.20.1';

export async function clickBench(add: Add): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-bench-'));
  const key = join(folder, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const rounds: { ours: number; bare: number; calls: number }[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await oneRound(key, join(folder, String(round))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const ratio = median(rounds.map(({ ours, bare }) => ours / bare));
  const seconds = (which: 'ours' | 'bare') => median(rounds.map((round) => round[which])) / 1000;
  add(`a change by ssh: ${rounds[0]!.calls} calls of 0.7 s, two logins`, seconds('bare'), 's');
  add('a change by vmkbot: from the click to verified', seconds('ours'), 's');
  add('from the click to verified, beside ssh', ratio, 'x', '<= 1.5', ratio <= 1.5);
}

async function oneRound(key: string, place: string): Promise<{ ours: number; bare: number; calls: number }> {
  const [one, other] = [await changeHost(`${key}.pub`), await changeHost(`${key}.pub`)];
  try {
    const ours = await ourTime(one, place);
    const logins = commandsOf(await one.history());
    await other.slow();
    const begun = performance.now();
    for (const commands of logins) await ssh(other, key, commands);
    return { ours, bare: performance.now() - begun, calls: logins.flat().length };
  } finally {
    one.close();
    other.close();
  }
}

/** The store is the embedded one, with every write synced. */
async function ourTime(host: ChangeHost, place: string): Promise<number> {
  const store = await openStore(place);
  const login: Login = {
    ...{ name: 'esx-07', address: '127.0.0.1', port: host.port, user: 'root', hostKey: host.pin },
    credential: { kind: 'password', password: { env: 'BENCH_PASSWORD' } },
  };
  const around = { limits: LIMITS, env: { BENCH_PASSWORD: 'lab' }, backOff: new BackOff(inMemory(), Date.now) };
  const hosts = { openChange: (_: string, signal?: AbortSignal) => openChange(login, { ...around, signal }) };
  const approve = { users: ['U1'], usergroups: [], count: 1, reason: 'optional', totp: false } as const;
  const changes = new Changes({
    ...{ store, hosts, groupsOf: () => ['lab'] },
    policies: [{ groups: ['lab'], changes: ['route'], approve, expires: 3600, timer: TIMER }],
  });
  try {
    const asked = await changes.ask(await planOf(hosts), 'U0');
    if (asked.kind === 'refused') throw new Error(JSON.stringify(asked.refusal));
    const { id, digest } = asked.change.approval;
    await host.slow();
    const ended = new Promise<string>((resolve) => {
      changes.follow(({ change: { approval } }) => {
        if (approval.ended !== null) resolve(approval.state);
      });
    });
    const begun = performance.now();
    const by = { id: 'U1', standing: 'member', usergroups: new Set<string>() } as const;
    await changes.confirm(id, { by, digest, reason: null, code: 'none' });
    const state = await ended;
    const took = performance.now() - begun;
    if (state !== 'verified') throw new Error(`it ended as ${state}: ${(await changes.get(id))?.approval.ended?.why}`);
    await changes.settled(id);
    return took;
  } finally {
    await changes.stop();
    await store.close();
  }
}

async function planOf(hosts: { openChange(name: string): ReturnType<typeof openChange> }) {
  const session = await hosts.openChange('esx-07');
  const { transcript, readAt } = await session.read(PLAN_NEEDS);
  await session.close();
  const [state] = read(transcript).hosts;
  const parsed = parseChange(ROUTE);
  if (!('change' in parsed)) throw new Error(parsed.wrong);
  const { change } = parsed;
  const proposal = { change, netstack: change.netstack, missing: [], rule: null, questions: [] };
  const live = { ...state!, host: { ...state!.host, readAt } };
  return planFor(live, proposal, { sha256, host: 'esx-07', timer: TIMER })!;
}

/** The calls of ESXi programs before and behind the second login, without what we say around them. */
function commandsOf(history: readonly string[]): readonly (readonly string[])[] {
  const armed = history.findIndex((text) => text.includes('setsid sh -c'));
  const verified = history.findLastIndex((text) => text.includes('esxcli'));
  return [history.slice(0, armed + 1), history.slice(armed + 1, verified + 1)].map((texts) => texts.flatMap(callsIn));
}

function callsIn(text: string): string[] {
  const mine = text.replace(/^setsid sh -c '[\s\S]*?<\/dev\/null >\S+\.log 2>&1 &$/m, '');
  const calls = mine.matchAll(/(?:^|; )((?:esxcli|esxcfg-\w+|vmkping|vmware|\/sbin\/auto-backup\.sh)[^;<\n]*)/gm);
  return [...calls].map(([, call]) => call!.trim());
}

async function ssh({ port }: ChangeHost, key: string, commands: readonly string[]): Promise<void> {
  const options = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'];
  const words = ['-F', 'none', '-i', key, '-p', String(port), ...options, 'root@127.0.0.1', commands.join('; ')];
  await promisify(execFile)('ssh', words);
}
