import { writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket, connect as tcp } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { read } from '../../src/core/esxi/read.ts';
import { collect } from '../../src/hosts/collect.ts';
import type { Login } from '../../src/hosts/login.ts';
import { Pool } from '../../src/hosts/pool.ts';
import { VERSION_QUERY } from '../../src/hosts/queries.ts';
import { runBatch } from '../../src/hosts/run-batch.ts';
import { connect, hostKeyOf } from '../../src/hosts/ssh.ts';
import { around, faultOf, leavesNothingOpen } from '../support/live.ts';
import { unlisted } from '../support/query.ts';
import { missing, PASSWORD, passwordsMissing, type Sshd, startSshd } from './sshd.ts';

const options = { limits: around().limits, now: Date.now };

describe.skipIf(missing !== null)(`OpenSSH's server${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let sshd: Sshd;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(() => sshd.close());

  test('a key logs in, and a whole state is read as a transcript', () =>
    leavesNothingOpen(async () => {
      const connection = await connect(sshd.login(), around());
      expect(connection.method).toBe('publickey');
      const { transcript, readAt, notes } = await collect(connection, options);
      await connection.close();
      const { hosts } = read(transcript);
      expect(hosts).toHaveLength(1);
      expect(hosts[0]).toMatchObject({ host: { name: 'esx-07', version: '6.7.0' } });
      expect(hosts[0]!.vmknics!.map(({ name, services }) => [name, services])).toEqual([
        ['vmk0', ['management']],
        ['vmk1', ['management']],
      ]);
      expect(hosts[0]!.routes).toHaveLength(3);
      expect(Date.now() - Date.parse(readAt)).toBeLessThan(20_000);
      expect(notes.join(' ')).toContain('vim-cmd hostsvc/net/query_networkhint');
    }));

  test('a needed section runs only its own commands', () =>
    leavesNothingOpen(async () => {
      const connection = await connect(sshd.login(), around());
      const { answers } = await collect(connection, { ...options, needs: ['uplinks'] });
      await connection.close();
      expect(answers.map(({ query }) => query.text)).toEqual(['vmware -v', 'esxcli network nic list']);
    }));

  test('the session is told as the host sees it, and no other variable', () =>
    leavesNothingOpen(async () => {
      const connection = await connect(sshd.login({ via: sshd.login({ name: 'bastion' }) }), around());
      const { transcript, answers } = await collect(connection, { ...options, needs: ['session', 'routes'] });
      await connection.close();
      const { session } = read(transcript).hosts[0]!;
      expect(session).toMatchObject({ client: '127.0.0.1', server: '127.0.0.1', serverPort: sshd.port });
      const { stdout } = answers.find(({ query }) => query.text.startsWith('echo '))!;
      expect(stdout).toMatch(/^SSH_CONNECTION=127\.0\.0\.1 \d+ 127\.0\.0\.1 \d+\n$/);
    }));

  test('a stranger key is refused, told once, and not shown again', () =>
    leavesNothingOpen(async () => {
      const login = sshd.login({ credential: { kind: 'key', key: { file: join(sshd.folder, 'stranger') } } });
      const here = around();
      const fault = await faultOf(connect(login, here));
      expect(fault).toMatchObject({ code: 'login-refused', exit: 3 });
      expect(fault.message).toBe(`esx-07 refused the login of ${login.user} by key.`);
      const refusals = () => sshd.log().split('Connection closed by authenticating user').length;
      const before = refusals();
      expect(await faultOf(connect(login, here))).toMatchObject({ code: 'login-waits', exit: 3 });
      expect(refusals()).toBe(before);
    }));

  test('another key than the pinned one stops before the login, with both fingerprints', () =>
    leavesNothingOpen(async () => {
      const pinned = `SHA256:${'A'.repeat(43)}`;
      const fault = await faultOf(connect(sshd.login({ hostKey: pinned }), around()));
      expect(fault).toMatchObject({ code: 'host-key-mismatch', exit: 3 });
      expect(fault.message).toContain(pinned);
      expect(fault.message).toContain(sshd.fingerprint);
      expect(fault.next).toContain(`hostKey: ${sshd.fingerprint}`);
    }));

  test('without a pin nobody logs in, and the fingerprint to pin is told', () =>
    leavesNothingOpen(async () => {
      const { hostKey: _, ...login } = sshd.login();
      const fault = await faultOf(connect(login, around()));
      expect(fault).toMatchObject({ code: 'host-key-not-pinned', exit: 3 });
      expect(fault.next).toContain(`hostKey: ${sshd.fingerprint}`);
      expect(await hostKeyOf(login, around())).toBe(sshd.fingerprint);
    }));

  test('a jump host is passed through, and its fault is told as its own', () =>
    leavesNothingOpen(async () => {
      const jump = sshd.login({ name: 'bastion' });
      const connection = await connect(sshd.login({ via: jump }), around());
      const { outputs } = await runBatch(connection, [VERSION_QUERY], 5000);
      await connection.close();
      expect(outputs[0]).toMatchObject({ status: 0, stdout: 'VMware ESXi 6.7.0 build-14320388\n' });
      const wrong: Login = { ...jump, hostKey: `SHA256:${'A'.repeat(43)}` };
      const fault = await faultOf(connect(sshd.login({ via: wrong }), around()));
      expect(fault).toMatchObject({ code: 'host-key-mismatch', exit: 3 });
      expect(fault.message).toMatch(/^esx-07 is reached through bastion, and that failed: bastion /);
    }));

  test('a jump host that cannot go on says so', () =>
    leavesNothingOpen(async () => {
      const nowhere = sshd.login({ port: 1, via: sshd.login({ name: 'bastion' }) });
      const fault = await faultOf(connect(nowhere, around()));
      expect(fault).toMatchObject({ code: 'jump-refused', exit: 3 });
      expect(fault.message).toContain('bastion did not pass the connection on to esx-07 (127.0.0.1:1)');
    }));

  test('hosts behind one jump host share its connection', () =>
    leavesNothingOpen(async () => {
      const before = sshd.log().split('Accepted publickey').length;
      const pool = new Pool({ ...around(), concurrency: 5, keep: 5000 });
      const via = sshd.login({ name: 'bastion' });
      const logins = Array.from({ length: 5 }, (_, i) => sshd.login({ name: `esx-${i}`, via }));
      await Promise.all(logins.map((login) => pool.use(login, (live) => runBatch(live, [VERSION_QUERY], 5000))));
      await pool.close();
      expect(sshd.log().split('Accepted publickey').length - before).toBe(6);
    }));

  test.each([20, 300, 1200])('a connection cut after %i bytes, inside the key exchange, is told so', (bytes) =>
    leavesNothingOpen(async () => {
      const proxy = await cutAfter(bytes, sshd.port);
      const fault = await faultOf(connect(sshd.login({ port: proxy.port }), around()));
      await proxy.close();
      expect(fault).toMatchObject({ code: 'host-cut-off', exit: 3 });
      expect(fault.message).toMatch(/closed the connection (before it said|in the middle of the key exchange)/);
    }),
  );

  test('a connection that breaks in the middle of a command is told so', () =>
    leavesNothingOpen(async () => {
      const proxy = await cutAfter(Number.POSITIVE_INFINITY, sshd.port);
      const connection = await connect(sshd.login({ port: proxy.port }), around());
      const running = faultOf(runBatch(connection, [unlisted('sleep', '5')], 8000));
      setTimeout(() => proxy.cut(), 150);
      const fault = await running;
      expect(fault).toMatchObject({ code: 'host-dropped', exit: 3 });
      await connection.close();
      await proxy.close();
    }));

  test('both streams and every status of one exec are kept apart', () =>
    leavesNothingOpen(async () => {
      const connection = await connect(sshd.login(), around());
      const commands = ['esxcli no such', 'vmware -v', 'false', 'printf x', 'cat /none'].map((line) =>
        unlisted(...line.split(' ')),
      );
      const { outputs, end } = await runBatch(connection, commands, 5000);
      await connection.close();
      expect(end).toBe('complete');
      expect(outputs.map(({ status }) => status)).toEqual([1, 0, 1, 0, 1]);
      expect(outputs[0]).toMatchObject({ stdout: '', stderr: 'Error: Unknown command or namespace no such\n' });
      expect(outputs[3]).toMatchObject({ stdout: 'x', stderr: '' });
      expect(outputs[4]!.stderr).toContain('No such file');
    }));

  test('a command that hangs is ended on the host, too, and the rest of the lane is read', () =>
    leavesNothingOpen(async () => {
      const connection = await connect(sshd.login(), around());
      const value = await runBatch(connection, [VERSION_QUERY, unlisted('sleep', '77'), unlisted('true')], 3000);
      expect(value).toMatchObject({ end: 'hung', ended: 1 });
      const { outputs } = await runBatch(connection, [unlisted('ps', '-eo', 'args')], 5000);
      await connection.close();
      expect(outputs[0]!.stdout).not.toMatch(/^sleep 77$/m);
    }));
});

describe.skipIf(missing !== null)('limits of the server', () => {
  test('MaxSessions reached: commands wait for a free session, none fails', () =>
    leavesNothingOpen(async () => {
      const sshd = await startSshd(['MaxSessions 1']);
      const connection = await connect(sshd.login(), around());
      const batches = Array.from({ length: 6 }, () => runBatch(connection, [VERSION_QUERY], 5000));
      for (const { end } of await Promise.all(batches)) expect(end).toBe('complete');
      await connection.close();
      await sshd.close();
    }));

  test('no session at all is told so', () =>
    leavesNothingOpen(async () => {
      const sshd = await startSshd(['MaxSessions 0']);
      const connection = await connect(sshd.login(), around());
      const fault = await faultOf(runBatch(connection, [VERSION_QUERY], 5000));
      expect(fault).toMatchObject({ code: 'host-no-channel', exit: 3 });
      await connection.close();
      await sshd.close();
    }));

  test('a kept connection that the server drops when idle is made anew', () =>
    leavesNothingOpen(async () => {
      const sshd = await startSshd(['UnusedConnectionTimeout 1s']).catch(() => startSshd()); // from OpenSSH 9.2 on
      const proxy = await cutAfter(Number.POSITIVE_INFINITY, sshd.port);
      const pool = new Pool({ ...around(), concurrency: 2, keep: 5000 });
      const login = sshd.login({ port: proxy.port });
      const version = () => pool.use(login, (live) => runBatch(live, [VERSION_QUERY], 5000));
      await version();
      await new Promise((resolve) => setTimeout(resolve, 1600));
      proxy.cut(); // where the server is too old to drop it
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await version()).toMatchObject({ end: 'complete' });
      await pool.close();
      await proxy.close();
      await sshd.close();
    }));

  test('an account without a shell is told so', () =>
    leavesNothingOpen(async () => {
      const sshd = await startSshd(['ForceCommand /bin/false']);
      const connection = await connect(sshd.login(), around());
      const fault = await faultOf(runBatch(connection, [VERSION_QUERY], 5000));
      expect(fault).toMatchObject({ code: 'host-no-shell', exit: 3 });
      await connection.close();
      await sshd.close();
    }));
});

const why = passwordsMissing === null ? '' : ` (skipped: ${passwordsMissing})`;
describe.skipIf(passwordsMissing !== null)(`passwords${why}`, () => {
  let sshd: Sshd;
  const withPassword = (text: string, port = sshd.port): Login => {
    const file = join(sshd.folder, `password-${text.length}`);
    writeFileSync(file, `${text}\n`, { mode: 0o600 });
    return sshd.login({ port, credential: { kind: 'password', password: { file } } });
  };
  beforeAll(async () => {
    sshd = await startSshd([], { passwords: true });
  });
  afterAll(() => sshd.close());

  test('keyboard-interactive is answered where it is offered', () =>
    leavesNothingOpen(async () => {
      const connection = await connect(withPassword(PASSWORD), around());
      expect(connection.method).toBe('keyboard-interactive');
      await connection.close();
    }));

  test('a password logs in where only that is offered', () =>
    leavesNothingOpen(async () => {
      const plain = await startSshd(['KbdInteractiveAuthentication no'], { passwords: true });
      const connection = await connect({ ...withPassword(PASSWORD, plain.port), hostKey: plain.fingerprint }, around());
      expect(connection.method).toBe('password');
      await connection.close();
      await plain.close();
    }));

  test('a wrong password is shown once, and stands in no word of the fault', () =>
    leavesNothingOpen(async () => {
      const wrong = 'wrong-horse';
      const before = sshd.log().split('Failed').length;
      const fault = await faultOf(connect(withPassword(wrong), around()));
      expect(fault).toMatchObject({ code: 'login-refused', exit: 3 });
      expect(JSON.stringify([fault, fault.stack])).not.toContain(wrong);
      expect(sshd.log().split('Failed').length - before).toBeLessThanOrEqual(1);
    }));
});

interface Proxy {
  readonly port: number;
  cut(): void;
  close(): Promise<void>;
}

/** Passes bytes on to a server and cuts every connection after so many of its bytes, or when told to. */
async function cutAfter(bytes: number, to: number): Promise<Proxy> {
  const open = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = tcp(to, '127.0.0.1');
    let seen = 0;
    for (const each of [near, far]) {
      open.add(each);
      each.on('error', () => {});
    }
    near.pipe(far);
    far.on('data', (chunk: Buffer) => {
      near.write(chunk.subarray(0, bytes - seen));
      seen += chunk.length;
      if (seen >= bytes) near.end(() => near.destroy());
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const each of open) each.destroy();
    open.clear();
  };
  const close = () => {
    cut();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { port: (server.address() as { port: number }).port, cut, close };
}
