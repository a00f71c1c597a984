import { Problem } from '../problem.ts';
import { secondsText } from './limits.ts';
import type { Login } from './login.ts';

/** Where a login stood when it ended. */
export type Phase = 'greeting' | 'key exchange' | 'login';

/** Why a host was not reached: exit status 3, one sentence, and what to do. */
function notReached(code: string, message: string, next: string): Problem {
  return new Problem({ code, message, next, exit: 3 });
}

const whereOf = ({ address, port }: Pick<Login, 'address' | 'port'>) =>
  `${address.includes(':') ? `[${address}]` : address}:${port}`;

const CHECK_SSH =
  'See whether the host is up and its SSH service (TSM-SSH) runs; ESXi ships with it stopped, and a time-out may have closed it.';

export function cancelled(): Problem {
  return notReached('cancelled', 'The read was cancelled.', 'Ask again when you want it.');
}

export function noAnswer(login: Login, ms: number): Problem {
  return notReached(
    'host-no-answer',
    `${login.name} (${whereOf(login)}) did not answer within ${secondsText(ms)}.`,
    'See whether the address is right, the host is up, and nothing between drops SSH.',
  );
}

/** The operating system's own word on a connection that was not made. */
export function noConnection(login: Login, fault: NodeJS.ErrnoException): Problem {
  const where = `${login.name} (${whereOf(login)})`;
  switch (fault.code) {
    case 'ECONNREFUSED':
      return notReached('host-refused', `${where} refused the connection: nothing listens there.`, CHECK_SSH);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return notReached(
        'host-unknown-name',
        `The name ${login.address} of ${login.name} was not resolved.`,
        'Check `address` in the configuration, or the name servers of this machine.',
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return notReached(
        'host-unreachable',
        `${where} cannot be reached from here (${fault.code}).`,
        'See whether this machine has a route to it.',
      );
    default:
      return notReached(
        'host-unreachable',
        `${where} cannot be reached (${fault.code ?? 'no reason given'}).`,
        CHECK_SSH,
      );
  }
}

const DURING: Readonly<Record<Phase, string>> = {
  greeting: 'before it said that it speaks SSH',
  'key exchange': 'in the middle of the key exchange',
  login: 'in the middle of the login',
};

/** The connection ended before the login was through. */
export function cutOff(login: Login, phase: Phase): Problem {
  return notReached(
    'host-cut-off',
    `${login.name} (${whereOf(login)}) closed the connection ${DURING[phase]}.`,
    'Try again; where it stays so, see what the host writes to /var/log/auth.log and what stands between.',
  );
}

export function loginTooSlow(login: Login, phase: Phase, ms: number): Problem {
  return notReached(
    'host-silent',
    `${login.name} (${whereOf(login)}) accepted the connection and then fell silent ${DURING[phase]}; I gave up after ${secondsText(ms)}.`,
    'See at its console whether the host hangs; another service may also be listening on that port.',
  );
}

export function protocolFault(login: Login, phase: Phase, said: string): Problem {
  return notReached(
    'host-protocol',
    `${login.name} (${whereOf(login)}) and I could not agree on how to talk (${DURING[phase]}: ${said}).`,
    'See whether an SSH service listens there, and which algorithms it offers.',
  );
}

export function keyMismatch(login: Login, offered: string): Problem {
  return notReached(
    'host-key-mismatch',
    `${login.name} (${whereOf(login)}) shows the host key ${offered}, and the configuration pins ${login.hostKey}. I stopped before the login.`,
    `Find out why: a reinstalled host has a new key, and so has another machine on its address. Compare with the host's console; only where it is the host's own, set hostKey: ${offered}`,
  );
}

export function keyNotPinned(login: Login, offered: string): Problem {
  return notReached(
    'host-key-not-pinned',
    `No host key is pinned for ${login.name}, so I did not log in. It shows ${offered}.`,
    `Compare it at the host's console (ssh-keygen -lf on /etc/ssh/ssh_host_*_key.pub), then set hostKey: ${offered}`,
  );
}

/** The credential was shown and not taken. */
export function loginRefused(login: Login, how: string, waitMs: number | null): Problem {
  const wait =
    waitMs === null
      ? 'I do not try this credential again until it is changed'
      : `I do not try it again for ${secondsText(waitMs)}`;
  return notReached(
    'login-refused',
    `${login.name} refused the login of ${login.user} by ${how}.`,
    `Check the user and its credential, and whether lockdown admits it. Many refusals in a row lock an account, so ${wait}.`,
  );
}

export function methodsNotOffered(login: Login, how: string, offered: readonly string[]): Problem {
  return notReached(
    'login-method',
    `${login.name} takes no login by ${how}; it offers ${offered.join(', ') || 'nothing'}.`,
    'Set key, password_file or agent for it accordingly. No login was tried.',
  );
}

export function unknownPrompt(login: Login, prompts: readonly string[]): Problem {
  return notReached(
    'login-prompt',
    `${login.name} asks something at the login that I have no answer to: ${prompts.map((prompt) => `"${prompt.trim()}"`).join(', ')}.`,
    'Let the account log in with a key, or with a password alone.',
  );
}

/** A refusal is remembered; nothing was sent. */
export function loginWaits(login: Login, waitMs: number | null): Problem {
  return notReached(
    'login-waits',
    `${login.name} refused the login of ${login.user} before, so I did not try again, lest the account be locked.`,
    waitMs === null
      ? 'The same credential was refused three times: change it, then ask again.'
      : `Change the credential, or ask again in ${secondsText(waitMs)}.`,
  );
}

export function dropped(login: Login, doing: string): Problem {
  return notReached(
    'host-dropped',
    `The connection to ${login.name} broke ${doing}.`,
    'Ask again. What was running on the host may have run to its end.',
  );
}

export function tooLong(login: Login, ms: number): Problem {
  return notReached(
    'host-too-long',
    `Reading ${login.name} was given up after ${secondsText(ms)}.`,
    'Ask for less (route, service), or see at its console why the host is so slow.',
  );
}

export function noShell(login: Login, said: string): Problem {
  return notReached(
    'host-no-shell',
    `${login.name} let ${login.user} in, but ran no command${said === '' ? '' : ` (${said})`}.`,
    'The account needs a shell: see its role, and whether the host restricts SSH to forwarding.',
  );
}

export function shellSilent(login: Login, ms: number): Problem {
  return notReached(
    'host-silent',
    `${login.name} let ${login.user} in, and then answered no command within ${secondsText(ms)}.`,
    'See at its console whether the host hangs or its disks are gone.',
  );
}

/** Commands ran, and none told anything of the host's network. */
export function nothingSaid(login: Login, notes: readonly string[]): Problem {
  const why = notes.length === 0 ? 'every command ended well and printed nothing.' : notes.join(' ');
  return notReached(
    'host-says-nothing',
    `${login.name} let ${login.user} in, but told nothing of its network: ${why}`,
    'See whether the account may run esxcli and esxcfg-* there: log in as it and type one of them.',
  );
}

export function noChannel(login: Login): Problem {
  return notReached(
    'host-no-channel',
    `${login.name} let ${login.user} in, but opens no session.`,
    'Other sessions may use up what its SSH service allows (MaxSessions): close them and ask again.',
  );
}

/** The fault of a jump host, told as such. */
export function viaFault(login: Login, via: Login, { code, message, next }: Problem): Problem {
  return notReached(code, `${login.name} is reached through ${via.name}, and that failed: ${message}`, next);
}

export function jumpRefused(login: Login, via: Login, said: string): Problem {
  return notReached(
    'jump-refused',
    `${via.name} did not pass the connection on to ${login.name} (${whereOf(login)}): ${said}.`,
    `See whether ${via.name} reaches that address, and whether its SSH service allows forwarding (AllowTcpForwarding).`,
  );
}

export function secretUnreadable(login: Pick<Login, 'name'>, what: string): Problem {
  return new Problem({
    code: 'secret-unreadable',
    message: `The credential of ${login.name} cannot be read: ${what}.`,
    next: 'Check the configuration and the permissions of the file.',
    exit: 2,
  });
}
