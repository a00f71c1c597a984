import type { Parser } from '../reading/parser.ts';
import { fact } from './build.ts';

const MOUNT = /^\s*(\S.*?) is (\/.*?) from (\S+) (mounted|unmounted)(?: (available|unavailable))?/;

/**
 * NFS mounts of every generation, one sentence each.
 *
 *     isos is /vol/isos from 192.168.10.5 mounted available
 */
export const esxcfgNas: Parser = {
  id: 'esxcfg-nas',
  commands: ['esxcfg-nas -l'],
  section: 'nfs',
  readLine(line) {
    if (!line.text.includes(' from ')) return null;
    const found = MOUNT.exec(line.text);
    if (found === null) return null;
    const [, volume, share, server, mounted, available] = found;
    const accessible = available === undefined ? {} : { accessible: available === 'available' };
    return [
      fact('nfs', volume!, { volume, share, server, mounted: mounted === 'mounted', ...accessible, version: 3 }, line),
    ];
  },
};
