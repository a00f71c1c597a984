import type { Host } from './host/index.ts';

/** What of a change is still on a host: its files, and its timer among the processes. */
export function leftOn({ console }: Host): string[] {
  return console('ls -A /tmp; ps -o args')
    .split('\n')
    .filter((line) => line.includes('vmkbot') && !line.includes('ls -A'));
}

/** The routes that the host would start with; nothing where it was never saved. */
export const saved = ({ console }: Host) => console('cat /mnt/bootbank/routes 2>/dev/null || true');
