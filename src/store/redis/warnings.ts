import type { Redis } from 'ioredis';

/** Settings under which Redis loses approvals, one sentence each. */
export async function warningsOf(redis: Redis): Promise<readonly string[]> {
  const get = async (name: string) => ((await redis.config('GET', name)) as string[])[1];
  try {
    const [aof, fsync, save, policy] = await Promise.all(
      ['appendonly', 'appendfsync', 'save', 'maxmemory-policy'].map(get),
    );
    return [...persistence(aof, fsync, save), ...eviction(policy)];
  } catch {
    return [
      'Redis does not show its settings (CONFIG is not allowed): whether it keeps approvals over a restart is not known.',
    ];
  }
}

function persistence(aof: string | undefined, fsync: string | undefined, save: string | undefined): string[] {
  if (aof === 'yes') {
    return fsync === 'always'
      ? []
      : [
          `Redis writes its log to disk ${fsync === 'no' ? 'when the system likes' : 'once a second'} (appendfsync ${fsync}): a power cut may lose the last approvals. appendfsync always keeps them.`,
        ];
  }
  if (save)
    return [
      'Redis keeps snapshots only (appendonly no): a restart loses what came after the last one. Set appendonly yes.',
    ];
  return [
    'Redis keeps nothing on disk (appendonly no, no save): a restart loses every pending approval and the audit log. Set appendonly yes.',
  ];
}

function eviction(policy: string | undefined): string[] {
  if (policy === undefined || policy === 'noeviction') return [];
  return [
    `Redis may throw keys away when its memory is full (maxmemory-policy ${policy}): approvals can vanish. Set noeviction.`,
  ];
}
