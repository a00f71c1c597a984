/** What bears the number of the process that made it, so that a later run finds what a killed one left. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const PREFIX = 'vmkbot-kernel';

/** For `setpriv`: what it starts dies with this process, however that ends. */
export const WITH_US = ['--pdeathsig', 'KILL'];

/** A folder of this process; whoever asks for it removes it. */
export const newFolder = () => mkdtempSync(join(tmpdir(), `${PREFIX}-${process.pid}-`));

/** Those of these names that are ours, and whose process is no more. */
export function leftBehind(names: readonly string[]): string[] {
  return names.filter((name) => {
    const run = new RegExp(`^${PREFIX}-(\\d+)-`).exec(name)?.[1];
    return run !== undefined && !existsSync(`/proc/${run}`);
  });
}

export function sweepFolders(): void {
  for (const name of leftBehind(readdirSync(tmpdir()))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
}
