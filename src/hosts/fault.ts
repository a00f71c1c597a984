import { Problem } from '../problem.ts';
import type { WhyWait } from './back-off.ts';
import { foreign, foreignList } from './foreign.ts';
import { secondsText, waitText } from './limits.ts';
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
export function cutOff(login: Login, phase: Phase, shown = false): Problem {
  const after = shown ? `${DURING[phase]}, after the credential of ${login.user} was shown` : DURING[phase];
  const counts = shown ? ' It may have been a refusal, so I try no more than three times in 17 min.' : '';
  return notReached(
    'host-cut-off',
    `${login.name} (${whereOf(login)}) closed the connection ${after}.`,
    `Try again; where it stays so, see what the host writes to /var/log/auth.log and what stands between.${counts}`,
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
    `${login.name} (${whereOf(login)}) and I could not agree on how to talk (${DURING[phase]}: ${foreign(said)}).`,
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
export function loginRefused(login: Login, how: string, waitMs: number): Problem {
  return notReached(
    'login-refused',
    `${login.name} refused the login of ${login.user} by ${how}.`,
    `Check the user and its credential, and whether lockdown admits it. After refusals in a row ESXi locks an account, and then refuses what is right, too: it may be locked already (by default for 15 min). So I do not try it again for ${waitText(waitMs)}, unless it is changed.`,
  );
}

/** The host offers no way that is configured; nothing was shown to it. */
export function methodsNotOffered(login: Login, how: string, offered: readonly string[]): Problem {
  return notReached(
    'login-method',
    `${login.name} takes no login by ${how}; it offers ${foreignList(offered) || 'nothing'}.`,
    'Set key, password_file or agent for it accordingly. No login was tried.',
  );
}

/** The credential was taken, and the host wants a second one. */
export function secondFactor(login: Login, how: string, offered: readonly string[]): Problem {
  return notReached(
    'login-method',
    `${login.name} took the login of ${login.user} by ${how} and asks for another one besides (${foreignList(offered) || 'it does not say which'}).`,
    'Let the account log in by one credential alone: I show no second one.',
  );
}

export function unknownPrompt(login: Login, prompts: readonly string[]): Problem {
  return notReached(
    'login-prompt',
    `${login.name} asks something at the login that I have no answer to: ${foreignList(prompts, '"')}.`,
    'Let the account log in with a key, or with a password alone.',
  );
}

const WHY_WAIT: Readonly<Record<WhyWait, (who: string, user: string) => string>> = {
  refused: (who, user) => `${who} refused the login of ${user} before`,
  often: (who, user) => `${who} refused logins of ${user}, or left them without an end, three times`,
  row: (who, user) => `${who} refused the login of ${user} three times with the same credential`,
};

/** Refusals are remembered; nothing was sent. `asked` is the host that refused. */
export function loginWaits(login: Login, asked: string, why: WhyWait, waitMs: number): Problem {
  const who = asked === login.name ? asked : `${asked}, which has the host key of ${login.name},`;
  const again = `ask again in ${waitText(waitMs)}`;
  return notReached(
    'login-waits',
    `${WHY_WAIT[why](who, login.user)}, so I did not try again, lest the account be locked (it may be so already).`,
    why === 'often' ? `${again[0]!.toUpperCase()}${again.slice(1)}.` : `Change the credential, or ${again}.`,
  );
}

/** What was refused before cannot be known, so it counts as refused. */
export function recordDamaged(login: Login, file: string, waitMs: number): Problem {
  return notReached(
    'login-record',
    `What is on record of refused logins to ${login.name} cannot be read (${file}), so I did not log in, lest the account be locked.`,
    `Ask again in ${waitText(waitMs)}, or delete the file where you know that no login was refused.`,
  );
}

/** Without a record a new process would try again, and lock the account. */
export function recordsUnwritable(folder: string, why: string): Problem {
  return new Problem({
    code: 'login-record',
    message: `I cannot keep a record of refused logins in ${folder} (${why}), so I did not log in, lest an account be locked.`,
    next: 'Make the folder writable, or name another one: in VMKBOT_STORE, and where that is a Redis, in XDG_STATE_HOME.',
    exit: 2,
  });
}

/** Others log in to the same account, one after the other. */
export function loginQueue(login: Login, ms: number): Problem {
  return notReached(
    'login-queue',
    `Other logins of ${login.user} to ${login.name} were still under way after ${secondsText(ms)}, so I did not log in.`,
    'Ask again. One account is logged in to by one at a time, so that a wrong credential does not lock it.',
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
    `${login.name} let ${login.user} in, but ran no command${foreign(said) === '' ? '' : ` (${foreign(said)})`}.`,
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
  const why = foreign(said.replace(/^\(SSH\) /, '').replace(/^Channel open failure:?\s*/i, '')).replace(/[\s.:]+$/, '');
  return notReached(
    'jump-refused',
    `${via.name} did not pass the connection on to ${login.name} (${whereOf(login)})${why === '' ? '' : `: ${why}`}.`,
    `See whether ${via.name} reaches that address, and whether its SSH service allows forwarding (AllowTcpForwarding).`,
  );
}

/** The agent of this machine, not the host, is at fault. */
export function agentFault(login: Login, what: string): Problem {
  return new Problem({
    code: 'agent',
    message: `The SSH agent ${what}, so I did not log in to ${login.name}.`,
    next: 'See whether the agent runs and SSH_AUTH_SOCK names its socket (ssh-add -l).',
    exit: 2,
  });
}

export function secretUnreadable(login: Pick<Login, 'name'>, what: string): Problem {
  return new Problem({
    code: 'secret-unreadable',
    message: `The credential of ${login.name} cannot be read: ${what}.`,
    next: 'Check the configuration and the permissions of the file.',
    exit: 2,
  });
}
