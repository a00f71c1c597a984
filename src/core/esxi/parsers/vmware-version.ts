import type { Parser } from '../reading/parser.ts';
import { fact, omit } from './build.ts';

const BUILD = /^\s*VMware (ESXi?)(?: Server)? (\d+\.\d+\.\d+)(?: .*?)? build-(\d+)/;
const LEVEL = /^\s*VMware (ESXi?)(?: Server)? (\d+\.\d+)(?:\.(\d+))?(?: (?:GA|Update \d+\w*|Patch \d+|Beta))*\s*$/;
const UNAME = /^\s*VMkernel (\S+) (\d+\.\d+\.\d+) #1 SMP Release build-(\d+).*$/;

/**
 * The product line of `vmware -v` and `-l`, and of `uname -a`.
 *
 *     VMware ESXi 7.0.3 build-20328353
 *     VMware ESXi 7.0 Update 3
 */
export const vmwareVersion: Parser = {
  id: 'vmware-version',
  commands: ['vmware -v', 'vmware -l', 'uname -a'],
  section: 'version',
  readLine(line) {
    if (!/^\s*VM(?:ware ESX|kernel )/.test(line.text)) return null;
    const built = BUILD.exec(line.text);
    if (built) return [fact('host', 'host', { product: built[1], version: built[2], build: built[3] }, line)];
    const level = LEVEL.exec(line.text);
    // "7.0 Update 3" leaves the third number open, so it is no version to build on.
    if (level)
      return [fact('host', 'host', omit({ product: level[1], version: level[3] && `${level[2]}.${level[3]}` }), line)];
    const uname = UNAME.exec(line.text);
    return uname
      ? [
          fact(
            'host',
            'host',
            omit({
              name: shortName(uname[1]!),
              product: /ESXi\s*$/.test(line.text) ? 'ESXi' : undefined,
              version: uname[2],
              build: uname[3],
            }),
            line,
          ),
        ]
      : null;
  },
};

function shortName(name: string): string | undefined {
  const [short] = name.split('.');
  return short === 'localhost' ? undefined : short;
}
