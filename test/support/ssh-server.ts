import { createHash } from 'node:crypto';
import ssh2, { type AuthContext, type Connection, type Server } from 'ssh2';
import { newKeyPair } from '../../src/lab/esxi/keys.ts';

/** An SSH server that does at the login what a test wants, and counts the credentials that it is shown. */
export interface LoginServer {
  readonly port: number;
  readonly fingerprint: string;
  /** The passwords and keys that were shown, as methods. */
  readonly shown: string[];
  close(): Promise<void>;
}

export async function loginServer(judge: (context: AuthContext, client: Connection) => void): Promise<LoginServer> {
  const { private: key } = newKeyPair();
  const shown: string[] = [];
  const open = new Set<Connection>();
  const server: Server = new ssh2.Server({ hostKeys: [key] }, (client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => {});
    client.on('authentication', (context) => {
      if (context.method !== 'none') shown.push(context.method);
      judge(context, client);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as { port: number }).port,
    fingerprint: fingerprintOf(key),
    shown,
    async close() {
      for (const client of open) client.end();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

export function fingerprintOf(text: string): string {
  const key = ssh2.utils.parseKey(text);
  if (key instanceof Error) throw key;
  return `SHA256:${createHash('sha256').update(key.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
}
