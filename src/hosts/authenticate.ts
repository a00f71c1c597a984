import type { AnyAuthMethod, AuthenticationType } from 'ssh2';
import ssh2 from 'ssh2';
import type { Problem } from '../problem.ts';
import type { BackOff } from './back-off.ts';
import { loginRefused, methodsNotOffered, secretUnreadable, unknownPrompt } from './fault.ts';
import { type Credential, type Login, METHOD_NAMES, readPassword, readSecret } from './login.ts';

/** SSH's names for each way to log in, the one that suits the configuration best first. */
const METHODS: Readonly<Record<Credential['kind'], readonly AuthenticationType[]>> = {
  key: ['publickey'],
  agent: ['publickey'],
  password: ['keyboard-interactive', 'password'],
};

type Next = (method: AnyAuthMethod | false) => void;

/**
 * One login: `none` first, which only asks what is offered, then the one configured credential, once. A credential is
 * never shown twice nor by two methods, since every refusal counts towards an account's lock.
 */
export class Authentication {
  /** Why it failed, for the sentence; set where the host's answer was understood. */
  fault: Problem | undefined;
  /** By which of SSH's methods, once it was shown. */
  method: string | undefined;
  private readonly login: Login;
  private readonly env: NodeJS.ProcessEnv;

  private readonly backOff: BackOff;

  constructor(login: Login, env: NodeJS.ProcessEnv, backOff: BackOff) {
    this.login = login;
    this.env = env;
    this.backOff = backOff;
  }

  /** ssh2's authHandler: null at first, then what the host still offers. */
  readonly next = (offered: AuthenticationType[] | null, partial: boolean | null, next: Next): void => {
    try {
      next(offered === null ? { type: 'none', username: this.login.user } : this.after(offered, partial === true));
    } catch (fault) {
      this.fault = fault as Problem; // a secret that cannot be read
      next(false);
    }
  };

  /** The host saw the credential and did not take it; an unanswered prompt counts as that, too. */
  turnedAway(): void {
    const wait = this.backOff.refused(this.login);
    this.fault ??= loginRefused(this.login, METHOD_NAMES[this.login.credential.kind], wait);
  }

  private after(offered: readonly AuthenticationType[], partial: boolean): AnyAuthMethod | false {
    const how = METHOD_NAMES[this.login.credential.kind];
    if (this.method !== undefined) {
      if (partial) this.fault ??= methodsNotOffered(this.login, `${how} alone`, offered);
      else this.turnedAway();
      return false;
    }
    const method = METHODS[this.login.credential.kind].find((each) => offered.includes(each));
    if (method === undefined) {
      this.fault = methodsNotOffered(this.login, how, offered);
      return false;
    }
    const shown = this.show(method);
    this.method = method;
    return shown;
  }

  private show(method: AuthenticationType): AnyAuthMethod {
    const { credential, user: username } = this.login;
    switch (credential.kind) {
      case 'agent': {
        const agent = this.env.SSH_AUTH_SOCK;
        if (!agent) throw secretUnreadable(this.login, 'SSH_AUTH_SOCK is not set, so there is no agent');
        return { type: 'agent', username, agent };
      }
      case 'key': {
        const key = readSecret(this.login, credential.key, this.env);
        const passphrase = credential.passphrase && readPassword(this.login, credential.passphrase, this.env);
        if (ssh2.utils.parseKey(key, passphrase) instanceof Error) {
          throw secretUnreadable(this.login, 'it is no private key, or it needs a passphrase that is not configured');
        }
        return { type: 'publickey', username, key, ...(passphrase !== undefined && { passphrase }) };
      }
      case 'password': {
        const password = readPassword(this.login, credential.password, this.env);
        if (method === 'password') return { type: 'password', username, password };
        return {
          type: 'keyboard-interactive',
          username,
          prompt: (...asked) => this.answer(asked[3], asked[4], password),
        };
      }
    }
  }

  /** ESXi asks `Password:` or `(root@host) Password:`; only that is answered, and only once. */
  private answered = false;
  private answer(
    prompts: readonly { readonly prompt: string; readonly echo?: boolean }[],
    finish: (answers: string[]) => void,
    password: string,
  ): void {
    const [only] = prompts;
    const known = prompts.length === 1 && only!.echo !== true && /password/i.test(only!.prompt);
    if (prompts.length > 0 && !known) {
      this.fault = unknownPrompt(
        this.login,
        prompts.map(({ prompt }) => prompt),
      );
    }
    const first = known && !this.answered;
    if (first) this.answered = true;
    finish(first ? [password] : prompts.map(() => ''));
  }
}
