import ssh2 from 'ssh2';

const ATTEMPTS = 20;

/** A new ed25519 pair in OpenSSH's form. One in some 300 that ssh2 makes it cannot read back itself, so each is tried. */
export function newKeyPair(): { private: string; public: string } {
  for (let i = 0; i < ATTEMPTS; i += 1) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519', { comment: 'lab' });
    const [own, other] = [pair.private, pair.public].map((text) => ssh2.utils.parseKey(text));
    if (!(own instanceof Error) && !(other instanceof Error)) return pair;
  }
  throw new Error('No key could be made.');
}
