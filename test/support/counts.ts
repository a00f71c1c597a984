import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Around a whole run of tests: what was counted anywhere is printed at its end, a line each. */
export default function counts(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'vmkbot-counts-'));
  const file = join(folder, 'counts');
  process.env.VMKBOT_COUNTS = file;
  return () => {
    if (existsSync(file)) process.stdout.write(`\nCounted:\n${readFileSync(file, 'utf8')}`);
    rmSync(folder, { recursive: true, force: true });
  };
}
