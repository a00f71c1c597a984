import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** A configuration of OpenSSH's server by which root logs in with the key `user` and with nothing else; paths as the server sees them. */
export function sshdConfig(folder: string, more: readonly string[]): string {
  return [
    ...more,
    `HostKey ${folder}/host`,
    `AuthorizedKeysFile ${folder}/user.pub`,
    'PidFile none',
    'StrictModes no',
    'PermitRootLogin yes',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'MaxStartups 500',
    'UseDNS no',
    '',
  ].join('\n');
}

/** Keys of a server and of who logs in to it; returns the fingerprint of the server. */
export function newKeys(folder: string): string {
  for (const name of ['host', 'user']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(folder, name)]);
  }
  return execFileSync('ssh-keygen', ['-lf', join(folder, 'host.pub')], { encoding: 'utf8' }).split(' ')[1]!;
}
