import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newKeyPair } from './esxi/keys.ts';
import { inventoryOf, startLab } from './lab.ts';

const directory = resolve('.vmkbot', 'lab');

/** Starts the lab, writes its inventory, and ends it at Ctrl+C. */
async function main(): Promise<void> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const key = join(directory, 'id_ed25519');
  const lab = await startLab(publicKey(key));
  const file = join(directory, 'inventory.yaml');
  const inventory = inventoryOf(lab, key);
  writeFileSync(file, inventory, { mode: 0o600 });
  process.stdout.write(inventory);
  process.stdout.write(`\n${about(lab.scenarios)}\n\n${usage(file, lab.hosts[0]!.host.port, key)}\n`);
  await new Promise<void>((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  await lab.close();
}

/** The key of an earlier run, or a new one. */
function publicKey(path: string): string {
  if (!existsSync(path)) {
    const pair = newKeyPair();
    writeFileSync(path, pair.private, { mode: 0o600 });
    writeFileSync(`${path}.pub`, `${pair.public}\n`);
    chmodSync(path, 0o600);
  }
  return readFileSync(`${path}.pub`, 'utf8').trim();
}

function about(all: Awaited<ReturnType<typeof startLab>>['scenarios']): string {
  return all.map(({ name, story }) => `${name.padEnd(15)} ${story}`).join('\n');
}

function usage(file: string, port: number, key: string): string {
  return [
    `Inventory: ${file}`,
    `Ask a host: VMKBOT_CONFIG=${file} npx vmkbot check provider`,
    `By hand: ssh -i ${key} -p ${port} root@127.0.0.1`,
    'Ctrl+C ends the lab.',
  ].join('\n');
}

await main();
