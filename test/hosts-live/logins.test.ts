import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuthContext, Connection } from 'ssh2';
import ssh2 from 'ssh2';
import { afterAll, describe, expect, test } from 'vitest';
import type { Login } from '../../src/hosts/login.ts';
import { connect } from '../../src/hosts/ssh.ts';
import { startHost } from '../../src/lab/esxi/index.ts';
import { newKeyPair } from '../../src/lab/esxi/keys.ts';
import { around, faultOf, leavesNothingOpen } from '../support/live.ts';
import { type LoginServer, loginServer } from '../support/ssh-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'vmkbot-logins-'));
afterAll(() => rmSync(folder, { recursive: true }));

const env = { LAB_PASSWORD: 'lab', WRONG_PASSWORD: 'wrong' };
const loginTo = (server: { port: number; fingerprint: string }, more: Partial<Login> = {}): Login => ({
  name: 'esx-07',
  address: '127.0.0.1',
  port: server.port,
  user: 'root',
  credential: { kind: 'password', password: { env: 'LAB_PASSWORD' } },
  hostKey: server.fingerprint,
  ...more,
});

/** A server whose answer to every login is `judge`, for as long as the body runs. */
function withServer(
  judge: (context: AuthContext, client: Connection) => void,
  body: (server: LoginServer) => Promise<void>,
): Promise<void> {
  return leavesNothingOpen(async () => {
    const server = await loginServer(judge);
    try {
      await body(server);
    } finally {
      await server.close();
    }
  });
}

const refuse = (context: AuthContext) => context.reject(['password']);
/** Asks these, and takes whatever is answered. */
const ask = (prompts: readonly string[], answers: string[][]) => (context: AuthContext) => {
  if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
  const asked = prompts.map((prompt) => ({ prompt, echo: false }));
  context.prompt(asked, (given) => {
    answers.push(given);
    context.accept();
  });
};

describe('an account is not locked', () => {
  test('by six logins at the same time with a wrong password: one is shown', () =>
    withServer(refuse, async (server) => {
      const surroundings = around({}, { env });
      const faults = await Promise.all(
        Array.from({ length: 6 }, () => faultOf(connect(loginTo(server), surroundings))),
      );
      expect(server.shown).toEqual(['password']);
      expect(faults.map(({ code }) => code).sort()).toEqual(['login-refused', ...Array(5).fill('login-waits')]);
    }));

  test('by a host that closes after the password: three are shown', () =>
    withServer(
      (context, client) => {
        if (context.method === 'none') refuse(context);
        else client.end();
      },
      async (server) => {
        const surroundings = around({}, { env });
        const codes: string[] = [];
        for (let i = 0; i < 5; i++) {
          const fault = await faultOf(connect(loginTo(server), surroundings));
          if (i === 0) expect(fault.message).toContain('in the middle of the login, after the credential of root was');
          codes.push(fault.code);
        }
        expect(server.shown).toHaveLength(3);
        expect(codes.slice(3)).toEqual(['login-waits', 'login-waits']);
      },
    ));

  test('and one that is locked is told as possibly so, though the password is right', () =>
    leavesNothingOpen(async () => {
      const host = await startHost();
      const login = loginTo({ port: host.port, fingerprint: host.hostKeyFingerprint });
      const wrong: Login = { ...login, credential: { kind: 'password', password: { env: 'WRONG_PASSWORD' } } };
      for (let i = 0; i < 5; i++) await faultOf(connect(wrong, around({}, { env }))); // five bots, each with a memory of its own
      expect(host.lockedOut('root')).toBe(true);
      const fault = await faultOf(connect(login, around({}, { env })));
      expect(fault).toMatchObject({ code: 'login-refused', exit: 3 });
      expect(fault.message).toBe('esx-07 refused the login of root by password.');
      expect(fault.next).toContain('refuses what is right, too: it may be locked already');
      await host.close();
    }));

  test('by a password of the environment that stays wrong; a corrected one goes at once', () =>
    withServer(
      (context) => (context.method === 'password' && context.password === 'lab' ? context.accept() : refuse(context)),
      async (server) => {
        const surroundings = (password: string) => ({ ...remembered, env: { LAB_PASSWORD: password } });
        const remembered = around();
        const codeOf = async (password: string) =>
          (await faultOf(connect(loginTo(server), surroundings(password)))).code;
        expect([await codeOf('wrong'), await codeOf('wrong')]).toEqual(['login-refused', 'login-waits']);
        const connection = await connect(loginTo(server), surroundings('lab'));
        await connection.close();
      },
    ));
});

describe('a prompt', () => {
  test.each(['Password:', 'Password: ', '(root@esx-07) Password: ', 'Password for root@esx-07:'])(
    'for the password is answered: %j',
    (prompt) => {
      const answers: string[][] = [];
      return withServer(ask([prompt], answers), async (server) => {
        const connection = await connect(loginTo(server), around({}, { env }));
        await connection.close();
        expect(answers).toEqual([['lab']]);
      });
    },
  );

  test.each([
    ['One-time password (TOTP): '],
    ['New password:'],
    ['Current password:'],
    ['(current) UNIX password: '],
    ['Verification code:'],
    ['Password:', 'Verification code:'],
  ])('for something else gets no answer: %j', (...prompts) => {
    const answers: string[][] = [];
    return withServer(ask(prompts, answers), async (server) => {
      const fault = await faultOf(connect(loginTo(server), around({}, { env })));
      expect(fault).toMatchObject({ code: 'login-prompt', exit: 3 });
      expect(fault.message).toContain(prompts[0]!.trim());
      expect(answers).toEqual([]);
    });
  });
});

test('a host that wants a second credential is told so, and nothing counts as refused', () => {
  const judge = (context: AuthContext) => {
    if (context.method === 'none') context.reject(['password']);
    else context.reject(['keyboard-interactive'], true);
  };
  return withServer(judge, async (server) => {
    const surroundings = around({}, { env });
    for (let i = 0; i < 2; i++) {
      const fault = await faultOf(connect(loginTo(server), surroundings));
      expect(fault.message).toBe(
        'esx-07 took the login of root by password and asks for another one besides (keyboard-interactive).',
      );
      expect(fault.next).not.toContain('No login was tried');
    }
  });
});

test('a host that takes no key is shown none', () =>
  withServer(
    (context) => context.reject(['keyboard-interactive']),
    async (server) => {
      const file = join(folder, 'key');
      writeFileSync(file, newKeyPair().private);
      const login = loginTo(server, { credential: { kind: 'key', key: { file } } });
      const fault = await faultOf(connect(login, around()));
      expect(fault).toMatchObject({ code: 'login-method', exit: 3 });
      expect(fault.message).toBe('esx-07 takes no login by key; it offers keyboard-interactive.');
      expect(server.shown).toEqual([]);
    },
  ));

describe('a secret that cannot be used is told before any connection', () => {
  const gone = { port: 1, fingerprint: `SHA256:${'q'.repeat(43)}` };

  test.each([
    ['an empty password', '\n', 'is empty'],
    ['no key', 'not a key', 'it is no private key'],
  ])('%s', async (what, text, said) => {
    const file = join(folder, 'secret');
    writeFileSync(file, text);
    const credential: Login['credential'] =
      what === 'no key' ? { kind: 'key', key: { file } } : { kind: 'password', password: { file } };
    const fault = await faultOf(connect(loginTo(gone, { credential }), around()));
    expect(fault).toMatchObject({ code: 'secret-unreadable', exit: 2, message: expect.stringContaining(said) });
  });
});

describe('an agent', () => {
  const key = newKeyPair();
  const sockets: Server[] = [];

  /** An agent at a socket: it answers a request by its number, or says nothing. */
  async function agentThat(answer: (request: number) => Buffer | null): Promise<string> {
    const path = join(folder, `agent-${sockets.length}`);
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (data) => {
        const said = answer(data[4]!);
        if (said === null) return;
        const length = Buffer.alloc(4);
        length.writeUInt32BE(said.length);
        socket.write(Buffer.concat([length, said]));
      });
    });
    sockets.push(server);
    await new Promise<void>((done) => server.listen(path, done));
    return path;
  }
  const closed = () => Promise.all(sockets.splice(0).map((each) => new Promise((done) => each.close(done))));

  const text = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const keys = () => {
    const parsed = ssh2.utils.parseKey(key.public);
    if (parsed instanceof Error) throw parsed;
    return Buffer.concat([Buffer.from([12, 0, 0, 0, 1]), text(parsed.getPublicSSH()), text(Buffer.from('a key'))]);
  };
  const IDENTITIES = 11;
  const accept = (context: AuthContext) =>
    context.method === 'publickey' ? context.accept() : context.reject(['publickey']);

  test.each([
    ['that is silent', () => agentThat(() => null), /^The SSH agent did not answer within 0\.4 s, so I did not log in/],
    ['without a key', () => agentThat(() => Buffer.from([12, 0, 0, 0, 0])), /^The SSH agent holds no key/],
    ['that is gone', async () => join(folder, 'nobody'), /^The SSH agent cannot be reached \(ENOENT\)/],
  ])('%s is at fault, not the host', (_, agent, said) =>
    withServer(accept, async (server) => {
      const surroundings = around({ login: 800 }, { env: { SSH_AUTH_SOCK: await agent() } });
      const fault = await faultOf(connect(loginTo(server, { credential: { kind: 'agent' } }), surroundings));
      expect(fault).toMatchObject({ code: 'agent', exit: 2, message: expect.stringMatching(said) });
      expect(server.shown).toEqual([]);
      await closed();
    }),
  );

  test.each([
    ['refuses to sign', () => Buffer.from([5]), 'did not sign,'],
    ['falls silent where it is to sign', () => null, 'did not sign within 0.8 s'],
  ])('that %s is at fault, and no refusal is remembered', (_, sign, said) =>
    withServer(accept, async (server) => {
      const path = await agentThat((request) => (request === IDENTITIES ? keys() : sign()));
      const surroundings = around({ login: 800 }, { env: { SSH_AUTH_SOCK: path } });
      const login = loginTo(server, { credential: { kind: 'agent' } });
      const fault = await faultOf(connect(login, surroundings));
      expect(fault).toMatchObject({ code: 'agent', exit: 2, message: expect.stringContaining(said) });
      expect(await faultOf(connect(login, surroundings))).toMatchObject({ code: 'agent' });
      await closed();
    }),
  );

  test('whose keys were refused is tried again once it holds another', () =>
    withServer(
      (context) => context.reject(['publickey']),
      async (server) => {
        let held = keys();
        const path = await agentThat(() => held);
        const surroundings = around({}, { env: { SSH_AUTH_SOCK: path } });
        const codeOf = async () =>
          (await faultOf(connect(loginTo(server, { credential: { kind: 'agent' } }), surroundings))).code;
        expect([await codeOf(), await codeOf()]).toEqual(['login-refused', 'login-waits']);
        const other = ssh2.utils.parseKey(newKeyPair().public);
        if (other instanceof Error) throw other;
        held = Buffer.concat([Buffer.from([12, 0, 0, 0, 1]), text(other.getPublicSSH()), text(Buffer.from('b'))]);
        expect(await codeOf()).toBe('login-refused');
        await closed();
      },
    ));
});
