import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The shells on this machine that are nearest to a host's; busybox is the very one. */
export const SHELLS: readonly (readonly string[])[] = [['busybox', 'ash'], ['dash']].filter(([program]) => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`]);
    return true;
  } catch {
    return false;
  }
});

/** A row of the stand-in's table: `NETWORK MASK GATEWAY VMK`. */
export type Row = string;

/** How much faster than a host's the stand-in's seconds pass. */
const HASTE = 100;

/**
 * A folder in which a text for a host runs by a real shell, with stand-ins for its programs on PATH: a routing table in a file,
 * `sleep` in a hurry, a clock that a test can set. `/tmp` and `/sbin` of the text are inside the folder.
 */
export class AshHost {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'vmkbot-ash-'));
  readonly shell: readonly string[];

  constructor(shell: readonly string[], rows: readonly Row[]) {
    this.shell = shell;
    for (const name of ['bin', 'tmp', 'sbin']) mkdirSync(path.join(this.folder, name));
    this.write('table', `${rows.join('\n')}\n`);
    const sleep = `exec ${which('sleep')} $(${which('awk')} "BEGIN { print $1 / ${HASTE} }")`;
    this.program('bin/sleep', `${BEGUN}\n${sleep}`);
    this.program('bin/esxcli', ESXCLI);
    this.program('bin/localcli', `VMKBOT_WAY=localcli ${this.folder}/bin/esxcli "$@"`);
    this.program('bin/esxcfg-route', ESXCFG);
    this.program('sbin/auto-backup.sh', `cp ${this.folder}/table ${this.folder}/saved`);
  }

  /** The text as this host runs it: to its end, or until the returned promise's process is killed. */
  async run(text: string, { kill }: { readonly kill?: (pid: number) => Promise<void> } = {}): Promise<string> {
    const [program, ...args] = this.shell;
    const child = spawn(program!, [...args, '-c', this.here(text)], {
      env: { PATH: `${path.join(this.folder, 'bin')}:${process.env.PATH}`, HOST: this.folder },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let out = '';
    child.stdout.on('data', (data: Buffer) => {
      out += data;
    });
    const closed = new Promise((done) => child.once('close', done));
    if (kill !== undefined) await kill(child.pid!);
    await closed;
    return out;
  }

  /** Routes through a gateway, `NETWORK MASK GATEWAY`. */
  get rows(): string[] {
    return this.read('table')
      .split('\n')
      .filter((row) => row.trim() !== '')
      .map((row) => row.split(/ +/).slice(0, 3).join(' '))
      .sort();
  }

  read(name: string): string {
    return readFileSync(path.join(this.folder, name), 'utf8');
  }

  has(name: string): boolean {
    return existsSync(path.join(this.folder, name));
  }

  write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
  }

  remove(name: string): void {
    rmSync(path.join(this.folder, name), { force: true });
  }

  program(name: string, text: string): void {
    this.write(name, `#!/bin/sh\n${text}\n`);
    chmodSync(path.join(this.folder, name), 0o755);
  }

  /** What lies in the host's RAM. */
  get files(): string[] {
    return readdirSync(path.join(this.folder, 'tmp')).sort();
  }

  /** Waits until something holds; the test's own time-out ends it. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (!this.has('bin')) throw new Error('the host was closed');
      await new Promise((done) => setTimeout(done, 10));
    }
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private here(text: string): string {
    const inside = text.replaceAll('/tmp/', `${this.folder}/tmp/`).replaceAll('/sbin/', `${this.folder}/sbin/`);
    // busybox has these built in and does not look on PATH.
    return ['sleep', 'date', 'setsid']
      .filter((name) => this.has(`bin/${name}`))
      .reduce(
        (all, name) => all.replace(new RegExp(`\\b${name} (?=[+\\ds])`, 'g'), `${this.folder}/bin/${name} `),
        inside,
      );
  }
}

function which(program: string): string {
  return execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
}

/** In a whole second a host begins what it was told to; a busy machine takes a while for that, whatever the haste. */
const BEGUN =
  '[ "$1" = 1 ] && n=0 || n=30; while [ $n -lt 30 ] && ! [ -s "$(echo $HOST/tmp/*.pid)" ]; do /bin/sleep 0.01; n=$((n+1)); done';

/** `down` makes it hang as without hostd, `broken` fail, `slow` late, `held` wait for its end, `deaf` take orders and do nothing. */
const ESXCLI = `
way=\${VMKBOT_WAY:-esxcli}
echo "$way $*" >>$HOST/history
[ -e $HOST/$way.down ] && exec /bin/sleep 30
[ -e $HOST/$way.broken ] && { echo "Connect to localhost failed"; exit 1; }
verb=$5
for word in "$@"; do case $word in
  --network=*) net=\${word#*=} ;;
  --gateway=*) gw=\${word#*=} ;;
esac; done
if [ "$verb" = list ]; then
  echo "Network       Netmask        Gateway       Interface  Source"
  echo "------------  -------------  ------------  ---------  ------"
  cat $HOST/table; exit 0
fi
[ -e $HOST/slow ] && /bin/sleep $(cat $HOST/slow)
while [ -e $HOST/held ]; do /bin/sleep 0.05; done
[ -e $HOST/deaf ] && exit 0
exec $HOST/bin/esxcfg-route $([ $verb = add ] && echo -a || echo -d) $net $gw
`;

const ESXCFG = `
echo "esxcfg-route $*" >>$HOST/history
if [ "$1" = -l ]; then echo "VMkernel Routes:"; echo "Network Netmask Gateway Interface"; cat $HOST/table; exit 0; fi
mask() { case $1 in 32) echo 255.255.255.255;; 24) echo 255.255.255.0;; 16) echo 255.255.0.0;; 8) echo 255.0.0.0;; esac; }
if [ "$2" = default ]; then net=default; m=0.0.0.0; else net=\${2%/*}; m=$(mask \${2#*/}); fi
case $1 in
  -a) if [ $net = default ]; then grep -v "^default " $HOST/table >$HOST/table.new; mv $HOST/table.new $HOST/table
      elif grep -q "^$net *$m " $HOST/table; then echo "already there"; exit 1; fi
      echo "$net  $m  $3  vmk1  MANUAL" >>$HOST/table ;;
  -d) grep -q "^$net *$m *$3 " $HOST/table || { echo "no such route"; exit 1; }
      grep -v "^$net *$m *$3 " $HOST/table >$HOST/table.new; mv $HOST/table.new $HOST/table ;;
esac
`;
