import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createMetrics } from '../../src/health/metrics.ts';
import { type Checks, createReadiness } from '../../src/health/readiness.ts';
import { type HealthServer, serveHealth } from '../../src/health/server.ts';
import { Problem } from '../../src/problem.ts';

const well: Checks = {
  linkDownFor: () => 0,
  revoked: () => null,
  tokenIsGood: async () => true,
  storeIsReady: async () => true,
  phase: () => 'running',
};

describe('readiness', () => {
  const never = () => new Promise<boolean>(() => {});
  test.each<[string, Partial<Checks>]>([
    ['slack-link', { linkDownFor: () => 60_000 }],
    ['slack-token', { revoked: () => 'token_revoked' }],
    ['slack-token', { tokenIsGood: async () => false }],
    ['slack-token', { tokenIsGood: never }],
    ['store', { storeIsReady: async () => false }],
    ['store', { storeIsReady: () => Promise.reject(new Error('gone')) }],
    ['store', { storeIsReady: never }],
    ['starting', { phase: () => 'starting' }],
    ['stopping', { phase: () => 'stopping' }],
  ])('%s is told', async (fault, checks) => {
    expect(await createReadiness({ ...well, ...checks })()).toEqual({ ready: false, faults: [fault] });
  });

  test('a link that is being refreshed is no fault', async () => {
    expect(await createReadiness({ ...well, linkDownFor: () => 900 })()).toEqual({ ready: true, faults: [] });
  });

  test('Slack is asked for the token once a minute at most', async () => {
    let now = 1_000;
    let asked = 0;
    const tokenIsGood = async () => {
      asked += 1;
      return true;
    };
    const look = createReadiness({ ...well, tokenIsGood }, () => now);
    await look();
    await look();
    expect(asked).toBe(1);
    now += 61_000;
    await look();
    expect(asked).toBe(2);
  });
});

describe('the server', () => {
  let server: HealthServer | undefined;
  afterEach(() => server?.close());

  async function serve(ready: boolean) {
    const metrics = createMetrics(() => 3, { defaults: true });
    server = await serveHealth({ at: '127.0.0.1:0', readiness: async () => ({ ready, faults: [] }), metrics });
    return { metrics, get: (path: string) => fetch(`http://127.0.0.1:${server!.port}${path}`) };
  }

  test('tells that the process lives, and whether it is of use', async () => {
    const { get } = await serve(false);
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(503);
    expect((await get('/other')).status).toBe(404);
  });

  test('shows what was asked, how fast it was acknowledged, what waits and what failed', async () => {
    const { get, metrics } = await serve(true);
    metrics.commands.inc({ way: 'command', verb: 'check' });
    metrics.ack.observe({ way: 'command' }, 0.002);
    metrics.errors.inc({ kind: 'bug' });
    const shown = await (await get('/metrics')).text();
    expect((await get('/readyz')).status).toBe(200);
    expect(shown).toContain('vmkbot_commands_total{way="command",verb="check"} 1');
    expect(shown).toContain('vmkbot_ack_seconds_count{way="command"} 1');
    expect(shown).toContain('vmkbot_outbox_waiting 3');
    expect(shown).toContain('vmkbot_errors_total{kind="bug"} 1');
    expect(shown).toContain('process_cpu_seconds_total');
  });

  test('who sends half a request keeps no place', async () => {
    await serve(true);
    const socket = connect(server!.port, '127.0.0.1');
    const closed = once(socket, 'close');
    socket.on('error', () => {}).resume();
    socket.write('GET /healthz HTTP/1.1\r\nHost:');
    await closed;
  }, 20_000);

  test('an address that is taken is a problem, told with its name', async () => {
    await serve(true);
    const at = `127.0.0.1:${server!.port}`;
    const again = serveHealth({
      at,
      readiness: async () => ({ ready: true, faults: [] }),
      metrics: createMetrics(() => 0),
    });
    await expect(again).rejects.toThrow(Problem);
    await expect(again).rejects.toThrow(at);
  });
});
