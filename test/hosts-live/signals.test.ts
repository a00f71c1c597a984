import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SimulatedHost, startHost } from '../../src/lab/esxi/index.ts';

const CLI = fileURLToPath(new URL('../../dist/vmkbot.js', import.meta.url));

let folder: string;
let host: SimulatedHost;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vmkbot-signals-'));
  host = await startHost();
  writeFileSync(join(folder, 'password'), 'lab\n');
  writeFileSync(
    join(folder, 'vmkbot.yaml'),
    `hosts:\n  esx-07: { address: 127.0.0.1, port: ${host.port}, password_file: password, hostKey: '${host.hostKeyFingerprint}' }\n`,
  );
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(done()).toBe(true);
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends what runs on the host before the process ends',
  async (signal) => {
    host.faults.hostd = 'hangs';
    const env = { ...process.env, VMKBOT_CONFIG: join(folder, 'vmkbot.yaml'), VMKBOT_STORE: join(folder, 'store') };
    const child = spawn(process.execPath, [CLI, 'check', 'esx-07'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    await until(() => host.processes().length > 1); // lanes beside each other, each held up by esxcli
    child.kill(signal);
    expect(await ended).toBe(3);
    expect(said).toContain('The read was cancelled.');
    await until(() => host.processes().length === 0 && host.connections() === 0);
  },
  30_000,
);
