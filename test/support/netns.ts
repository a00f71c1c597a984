/** A network namespace of the kernel, for asking its routing what ours should answer. Needs root and iproute2. */
import { execFileSync, spawnSync } from 'node:child_process';

const PATIENCE = { maxBuffer: 1 << 28, timeout: 120_000 } as const;

/** Why no namespace can be made here, or null where one can. */
export function whyNoNamespaces(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux';
  const name = `vmkbot-oracle-${process.pid}-probe`;
  const made = spawnSync('ip', ['netns', 'add', name], { encoding: 'utf8' });
  if (made.error !== undefined) return 'the command ip (iproute2) is not here';
  if (made.status !== 0) return `namespaces are not allowed: ${made.stderr.trim()}`;
  const veth = spawnSync('ip', ['-n', name, 'link', 'add', 'a0', 'type', 'veth', 'peer', 'name', 'b0'], {
    encoding: 'utf8',
  });
  spawnSync('ip', ['netns', 'del', name]);
  return veth.status === 0 ? null : `veth pairs are not allowed: ${veth.stderr.trim()}`;
}

/** Lines for `ip -batch`, in one process. */
export interface Namespace {
  /** Every line must succeed. */
  configure(lines: readonly string[]): void;
  /** The answer to each question, null where the kernel refuses one. */
  ask(questions: readonly string[]): (string | null)[];
}

/** Runs `use` with a fresh namespace, which is removed whatever happens. */
export function withNamespace<T>(name: string, use: (namespace: Namespace) => T): T {
  execFileSync('ip', ['netns', 'add', name], PATIENCE);
  try {
    return use({
      configure(lines) {
        const { status, stderr } = batch(name, [], lines);
        if (status !== 0) throw new Error(`ip -batch: ${stderr.slice(0, 500)}`);
      },
      ask(questions) {
        const { stdout, stderr } = batch(name, ['-o', '-force'], questions);
        const refused = new Set([...stderr.matchAll(/^Command failed -:(\d+)$/gm)].map(([, line]) => Number(line) - 1));
        const answers = stdout.split('\n').filter((line) => line !== '');
        if (answers.length + refused.size !== questions.length) throw new Error(`ip -batch: ${stderr.slice(0, 500)}`);
        let next = 0;
        return questions.map((_, i) => (refused.has(i) ? null : answers[next++]!));
      },
    });
  } finally {
    spawnSync('ip', ['netns', 'del', name]);
  }
}

function batch(name: string, options: readonly string[], lines: readonly string[]) {
  const input = `${lines.join('\n')}\n`;
  const done = spawnSync('ip', ['-n', name, ...options, '-batch', '-'], { ...PATIENCE, encoding: 'utf8', input });
  if (done.error !== undefined) throw done.error;
  return done;
}
