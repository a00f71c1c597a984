import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../config.ts';
import { newKeyPair } from '../lab/esxi/keys.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { startWorkspace, type Workspace } from '../lab/workspace/index.ts';
import type { Log } from '../log.ts';
import type { Started } from '../main.ts';
import { onFreePort } from './free-port.ts';
import { CHANNELS, localConfig, PEOPLE, USERGROUPS } from './local-config.ts';
import { shippedManifest } from './manifest.ts';
import { runFolder } from './run-folder.ts';
import { type Running, startBot } from './running.ts';
import { welcomePage } from './welcome.ts';

/** A workspace on loopback with its page, simulated hosts, three people and the bot. All that it keeps is in a folder below the store's. */
export async function startLocal(env: NodeJS.ProcessEnv, log: Log, signal?: AbortSignal): Promise<Started> {
  const { VMKBOT_STORE: store, PORT, VMKBOT_HTTP } = loadConfig(env).env;
  const folder = runFolder(/^rediss?:/i.test(store) ? '.vmkbot' : store);
  const opened: (() => Promise<void> | void)[] = [folder.remove];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    const workspace = await onFreePort(PORT, openWorkspace);
    opened.push(() => workspace.close());
    const { lab, key } = await openLab(folder.path);
    opened.push(() => lab.close());
    signal?.throwIfAborted();
    const file = join(folder.path, 'config.yaml');
    writeFileSync(file, localConfig(lab, workspace, key), { mode: 0o600 });
    const kept = join(folder.path, 'store');
    const http = VMKBOT_HTTP === undefined ? {} : { VMKBOT_HTTP };
    const running = await joinIn(workspace, { VMKBOT_CONFIG: file, VMKBOT_STORE: kept, ...http }, log, signal);
    opened.push(() => running.stop());
    await greet(workspace, running);
    return { url: workspace.url, store: kept, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

async function openLab(folder: string): Promise<{ lab: Lab; key: string }> {
  const pair = newKeyPair();
  const key = join(folder, 'id_ed25519');
  writeFileSync(key, pair.private, { mode: 0o600 });
  return { lab: await startLab(pair.public.trim()), key };
}

/** The page lies beside the program; run from its sources, in `dist` all the same. */
function pageFolder(): string {
  const at = import.meta.url.endsWith('.ts') ? '../../dist/page/' : '../page/';
  return fileURLToPath(new URL(at, import.meta.url));
}

function openWorkspace(port: number): Promise<Workspace> {
  const told = { manifest: shippedManifest(), people: PEOPLE, usergroups: USERGROUPS, channels: CHANNELS };
  return startWorkspace({ ...told, port, page: pageFolder() });
}

function joinIn(workspace: Workspace, more: NodeJS.ProcessEnv, log: Log, signal?: AbortSignal): Promise<Running> {
  const env = {
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_APP_TOKEN: workspace.appToken,
    SLACK_API_URL: workspace.apiUrl,
    ...more,
  };
  return startBot(loadConfig(env), env, log, signal);
}

async function greet(workspace: Workspace, { bot }: Running): Promise<void> {
  const channel = workspace.channel('ops').id;
  await bot.outbox.post({ to: { channel }, key: 'welcome', kind: 'notice', page: welcomePage() });
}
