/** Everything of one proof: the network, the host in it, the way there, a workspace and the bot. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startWorkspace, type Workspace } from '../../src/lab/workspace/index.ts';
import { shippedManifest } from '../../src/start/manifest.ts';
import { configuration } from './configuration.ts';
import { type Host, startHost } from './host/index.ts';
import { startJump } from './jump.ts';
import { SSHD } from './missing.ts';
import { Network } from './network/index.ts';
import { type Program, startProgram } from './program.ts';
import { newFolder, sweepFolders } from './run.ts';

export interface Scene {
  readonly network: Network;
  readonly host: Host;
  readonly workspace: Workspace;
  /** The environment that each bot of the scene has. */
  readonly env: NodeJS.ProcessEnv;
  /** Starts a bot that finds what the one before it left. */
  startBot(): Promise<Program>;
  end(): Promise<void>;
}

export async function openScene(): Promise<Scene> {
  sweepFolders();
  const closing: (() => unknown)[] = [];
  const folder = newFolder();
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const network = new Network();
  closing.push(() => network.close());
  const host = await startHost(network, SSHD!);
  closing.push(() => host.close());
  const jump = await startJump(network, SSHD!);
  closing.push(() => jump.close());
  const workspace = await startWorkspace({ manifest: shippedManifest(), rateLimits: 'off' });
  closing.push(() => workspace.close());
  const file = join(folder, 'config.yaml');
  writeFileSync(file, configuration(host, jump, workspace));
  const env = { ...tokens(workspace), VMKBOT_CONFIG: file, VMKBOT_STORE: join(folder, 'store') };
  return {
    ...{ network, host, workspace, env },
    async startBot() {
      const program = startProgram(env);
      closing.push(() => program.stop());
      await workspace.until(() => workspace.link.connections > 0, 60_000);
      return program;
    },
    async end() {
      for (const close of closing.reverse()) await close();
    },
  };
}

function tokens({ botToken, appToken, apiUrl }: Workspace): NodeJS.ProcessEnv {
  return { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl };
}
