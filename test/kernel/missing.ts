import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { whyNoNamespaces } from '../support/netns.ts';

/** The server that hosts and jump hosts run; it must be called by its full path. */
export const SSHD = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

/** Why the tests on a real kernel cannot run here, or null. */
export const missing = whyNot();

/** The name of a group of tests, with the reason where they are skipped. */
export const named = (name: string) => (missing === null ? name : `${name} (skipped: ${missing})`);

function whyNot(): string | null {
  if (SSHD === undefined) return 'no sshd here (Debian: openssh-server)';
  if (spawnSync('busybox', ['true']).error !== undefined) return 'no busybox here (Debian: busybox-static)';
  if (process.getuid?.() !== 0) return 'only root may make namespaces';
  return whyNoNamespaces();
}
