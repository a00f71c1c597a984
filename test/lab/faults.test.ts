import ssh2 from 'ssh2';
import { describe, expect, test } from 'vitest';
import { hostState } from '../../src/lab/esxi/index.ts';
import { newKeyPair } from '../../src/lab/esxi/keys.ts';
import { connect, exec, stillWaiting, withHost } from './support.ts';

const COMMAND = 'esxcli network ip interface ipv4 get';

describe('before the login', () => {
  test('dead refuses TCP, and is back on the same port', async () => {
    await withHost({}, async (host) => {
      host.faults.dead = true;
      await expect(connect(host)).rejects.toThrow(/ECONNREFUSED/);
      host.faults.dead = false;
      await new Promise((done) => setTimeout(done, 20));
      (await connect(host)).end();
    });
  });

  test.each(['banner', 'kex', 'auth'] as const)('hangs at %s', async (hang) => {
    await withHost({}, async (host) => {
      host.faults.hang = hang;
      await expect(connect(host, { readyTimeout: 150 })).rejects.toThrow(/Timed out/);
      host.faults.hang = null;
      (await connect(host)).end();
    });
  });

  test.each(['banner', 'kex', 'auth'] as const)('drops at %s', async (drop) => {
    await withHost({}, async (host) => {
      host.faults.drop = drop;
      await expect(connect(host)).rejects.toThrow();
    });
  });

  test('changes its key', async () => {
    await withHost({}, async (host) => {
      const pinned = host.hostKeyFingerprint;
      expect(pinned).toMatch(/^SHA256:[\w+/]{43}$/);
      host.faults.changedKey = true;
      expect(host.hostKeyFingerprint).not.toBe(pinned);
      const seen = { key: '' };
      const client = await connect(host, {
        hostHash: 'sha256',
        hostVerifier: (hash: string) => {
          seen.key = `SHA256:${Buffer.from(hash, 'hex').toString('base64').replace(/=+$/, '')}`;
          return true;
        },
      });
      expect(seen.key).toBe(host.hostKeyFingerprint);
      client.end();
      host.faults.changedKey = false;
      expect(host.hostKeyFingerprint).toBe(pinned);
    });
  });
});

describe('login', () => {
  test('refuses, or takes keyboard-interactive alone', async () => {
    await withHost({}, async (host) => {
      host.faults.refuseAuth = true;
      await expect(connect(host)).rejects.toThrow(/authentication/);
      host.faults.refuseAuth = false;
      host.faults.keyboardInteractiveOnly = true;
      await expect(connect(host)).rejects.toThrow(/authentication/);
      const client = new ssh2.Client();
      await new Promise<void>((done, fail) => {
        client.on('keyboard-interactive', (_name, _about, _lang, prompts, answer) => {
          expect(prompts[0]?.prompt).toMatch(/^\(root@.*\) Password: $/);
          answer(['lab']);
        });
        client.once('ready', done).once('error', fail);
        client.connect({ host: '127.0.0.1', port: host.port, username: 'root', tryKeyboard: true });
      });
      client.end();
    });
  });

  test('a key that is known, and no other', async () => {
    const [mine, other] = [newKeyPair(), newKeyPair()];
    await withHost({ accounts: { root: { keys: [mine.public] } } }, async (host) => {
      const login = (privateKey: string) => connect(host, { privateKey, authHandler: ['publickey'] });
      (await login(mine.private)).end();
      await expect(login(other.private)).rejects.toThrow(/authentication/);
    });
  });

  test('five wrong passwords lock the account for 900 seconds of the host', async () => {
    await withHost({ timeScale: 3000 }, async (host) => {
      for (let i = 0; i < 5; i += 1) {
        expect(host.lockedOut('root')).toBe(false);
        await expect(connect(host, { password: 'wrong' })).rejects.toThrow();
      }
      expect(host.lockedOut('root')).toBe(true);
      await expect(connect(host)).rejects.toThrow(/authentication/);
      await new Promise((done) => setTimeout(done, 320));
      expect(host.lockedOut('root')).toBe(false);
      (await connect(host)).end();
    });
  });

  test('5.5 has no lock; lockdown lets exception users in', async () => {
    await withHost({ state: hostState('5.5.0') }, async (host) => {
      for (let i = 0; i < 6; i += 1) await expect(connect(host, { password: 'wrong' })).rejects.toThrow();
      (await connect(host)).end();
    });
    await withHost({ accounts: { root: { password: 'lab' }, bot: { password: 'lab' } } }, async (host) => {
      Object.assign(host.state.config, { lockdown: 'normal', exceptionUsers: ['bot'] });
      await expect(connect(host)).rejects.toThrow(/authentication/);
      (await connect(host, { username: 'bot' })).end();
    });
  });

  test('after the availability window no new login, while sessions stay', async () => {
    await withHost({ timeScale: 100 }, async (host) => {
      const client = await connect(host);
      host.state.config.advanced['/UserVars/ESXiShellTimeOut'] = 10;
      host.changed();
      await new Promise((done) => setTimeout(done, 200));
      await expect(connect(host)).rejects.toThrow(/ECONNREFUSED/);
      expect((await exec(client, 'echo still here')).stdout).toBe('still here\n');
      client.end();
    });
  });
});

describe('commands', () => {
  test.each(['exec', 'output'] as const)('hangs at %s', async (hang) => {
    await withHost({}, async (host) => {
      const client = await connect(host);
      host.faults.hang = hang;
      expect(await stillWaiting(exec(client, COMMAND), 150)).toBe(true);
      client.destroy();
    });
  });

  test.each(['exec', 'output'] as const)('drops at %s, and the command has run', async (drop) => {
    await withHost({}, async (host) => {
      const client = await connect(host);
      host.faults.drop = drop;
      const closed = new Promise<void>((done) => client.once('close', () => done()));
      void exec(client, 'touch /tmp/ran; echo text').catch(() => undefined);
      await closed;
      await new Promise((done) => setTimeout(done, 20));
      expect(host.files()).toContain('/tmp/ran');
    });
  });

  test('cut output ends without a status', async () => {
    await withHost({}, async (host) => {
      const client = await connect(host);
      host.faults.cutOutputAfter = 40;
      const { stdout, status } = await exec(client, COMMAND);
      expect([stdout.length, status]).toEqual([40, null]);
      client.end();
    });
  });

  test('slow takes its time on every call of esxcli, not on echo', async () => {
    await withHost({}, async (host) => {
      const client = await connect(host);
      host.faults.secondsPerCall = 0.15;
      const ended: string[] = [];
      const slow = exec(client, COMMAND).then(() => ended.push('esxcli'));
      await exec(client, 'echo quick').then(() => ended.push('echo'));
      await slow;
      expect(ended).toEqual(['echo', 'esxcli']);
      const started = Date.now();
      await exec(client, `${COMMAND}; ${COMMAND}`);
      expect(Date.now() - started).toBeGreaterThanOrEqual(290);
      client.end();
    });
  });

  test('hostd down: esxcli hangs or fails, localcli and esxcfg answer', async () => {
    await withHost({}, async (host) => {
      const client = await connect(host);
      host.faults.hostd = 'refuses';
      expect((await exec(client, COMMAND)).status).not.toBe(0);
      host.faults.hostd = 'hangs';
      expect(await stillWaiting(exec(client, COMMAND), 100)).toBe(true);
      expect((await exec(client, COMMAND.replace('esxcli', 'localcli'))).stdout).toContain('vmk0');
      expect((await exec(client, 'esxcfg-vmknic -l')).stdout).toContain('vmk0');
      client.destroy();
    });
  });

  test('cut off: silence until the path is back', async () => {
    await withHost({}, async (host) => {
      const client = await connect(host);
      host.faults.cutOff = true;
      const asked = exec(client, 'echo late');
      expect(await stillWaiting(asked, 100)).toBe(true);
      host.faults.cutOff = false;
      expect((await asked).stdout).toBe('late\n');
      client.end();
    });
  });

  test('a fault that does not exist cannot be set', async () => {
    await withHost({}, async (host) => {
      expect(() => Object.assign(host.faults, { dread: true })).toThrow();
    });
  });
});

describe('the server', () => {
  test('ten sessions a connection, as OpenSSH has it', async () => {
    await withHost({}, async (host) => {
      const client = await connect(host);
      const open = Array.from({ length: 10 }, () => exec(client, 'sleep 5'));
      await new Promise((done) => setTimeout(done, 50));
      await expect(exec(client, 'echo eleven')).rejects.toThrow(/open/i);
      client.destroy();
      void open;
    });
  });

  test('an interactive shell shows a prompt and answers', async () => {
    await withHost({ state: hostState('7.0.3', { name: 'typed' }) }, async (host) => {
      const client = await connect(host);
      const text = await new Promise<string>((done, fail) => {
        client.shell((error, channel) => {
          if (error) return fail(error);
          let seen = '';
          channel.on('data', (data: Buffer) => {
            seen += data;
          });
          channel.on('close', () => done(seen));
          channel.write('vmware -vx\u007f\rexit\r');
        });
      });
      expect(text).toContain('The time and date of this login have been sent to the system logs.');
      expect(text).toContain('[root@typed:~] ');
      expect(text).toContain('VMware ESXi 7.0.3 build-');
      client.end();
    });
  });

  test.each([
    ['exit 4\r', 4],
    ['false\r\u0004', 1],
  ])('an interactive session that ends by %j tells its status', async (typed, expected) => {
    await withHost({}, async (host) => {
      const client = await connect(host);
      const status = await new Promise<number | null>((done, fail) => {
        client.shell((error, channel) => {
          if (error) return fail(error);
          let told: number | null = null;
          channel.on('exit', (code: number) => {
            told = code;
          });
          channel.on('data', () => undefined);
          channel.on('close', () => done(told));
          channel.write(typed);
        });
      });
      expect(status).toBe(expected);
      client.end();
    });
  });

  test('an idle session is logged out; one that runs a command is not idle', async () => {
    const state = hostState('7.0.3');
    state.config.advanced['/UserVars/ESXiShellInteractiveTimeOut'] = 60;
    await withHost({ state, timeScale: 300 }, async (host) => {
      const client = await connect(host);
      const text = await new Promise<string>((done, fail) => {
        client.shell((error, channel) => {
          if (error) return fail(error);
          let seen = '';
          channel.on('data', (data: Buffer) => {
            seen += data;
          });
          channel.on('close', () => done(seen));
          channel.write('sleep 90\recho after\r');
        });
      });
      expect(text).toMatch(/after[\s\S]*auto-logout/);
      client.end();
    });
  });

  test('before 6.0 lockdown lets nobody in but vpxuser', async () => {
    const state = hostState('5.5.0');
    Object.assign(state.config, { lockdown: 'normal', exceptionUsers: ['bot'] });
    const accounts = { bot: { password: 'lab' }, vpxuser: { password: 'lab' } };
    await withHost({ state, accounts }, async (host) => {
      await expect(connect(host, { username: 'bot' })).rejects.toThrow(/auth/i);
      (await connect(host, { username: 'vpxuser' })).end();
    });
  });

  test('nothing stays open after close', async () => {
    let port = 0;
    await withHost({}, async (host) => {
      port = host.port;
      const client = await connect(host);
      void exec(client, 'sleep 100').catch(() => undefined);
      expect(host.connections()).toBe(1);
    });
    await expect(connect({ port } as never)).rejects.toThrow(/ECONNREFUSED/);
  });
});
