import { expect, test } from 'vitest';
import { startWorkspace } from '../../src/lab/workspace/index.ts';
import { openLog } from '../../src/log.ts';
import { start } from '../../src/main.ts';
import { redisMissing, startRedis } from '../support/redis-server.ts';

const named = (what: string) => (redisMissing === null ? what : `${what} (skipped: ${redisMissing})`);

test.skipIf(redisMissing !== null)(
  named('a Redis that may lose approvals is told at the start, each setting by itself'),
  async () => {
    const redis = await startRedis(['--save', '', '--maxmemory-policy', 'allkeys-lru']);
    const workspace = await startWorkspace();
    const lines: { level: string; warning?: string }[] = [];
    const log = openLog({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const env = {
      ...{ SLACK_BOT_TOKEN: workspace.botToken, SLACK_APP_TOKEN: workspace.appToken, SLACK_API_URL: workspace.apiUrl },
      VMKBOT_STORE: redis.address,
    };
    try {
      const started = await start(env, log);
      await started.stop();
      const warned = lines.flatMap(({ level, warning }) => (level === 'warn' && warning ? [warning] : []));
      expect(warned).toEqual([
        expect.stringContaining('keeps nothing on disk'),
        expect.stringContaining('allkeys-lru'),
      ]);
    } finally {
      await workspace.close();
      await redis.stop();
    }
  },
  60_000,
);
