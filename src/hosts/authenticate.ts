import type { AnyAuthMethod, AuthenticationType } from 'ssh2';
import type { Attempt, BackOff } from './back-off.ts';
import type { Ready } from './credential.ts';
import { agentFault, loginRefused, methodsNotOffered, secondFactor, unknownPrompt } from './fault.ts';
import { type Credential, type Login, METHOD_NAMES } from './login.ts';

/** SSH's names for each way to log in, the one that suits the configuration best first. */
const METHODS: Readonly<Record<Credential['kind'], readonly AuthenticationType[]>> = {
  key: ['publickey'],
  agent: ['publickey'],
  password: ['keyboard-interactive', 'password'],
};

/** `Password:`, `(root@host) Password:`, `Password for root@host:`, and no prompt for a one-time or a new password. */
const PASSWORD_PROMPT = /^(?:\(\S+@\S+\) )?Password(?: for \S+)?:\s*$/i;

type Next = (method: AnyAuthMethod | false) => void;

/**
 * One login: `none` first, which only asks what is offered, then the one configured credential, once. A credential is
 * never shown twice nor by two methods, since every refusal counts towards an account's lock.
 */
export class Authentication {
  /** Why it failed, for the sentence; set where the host's answer was understood. */
  fault: Error | undefined;
  /** By which of SSH's methods, once it was shown. */
  method: string | undefined;
  /** Whom the login waits for, where that is not the host. */
  waitsFor: 'turn' | 'agent' | undefined;
  private readonly login: Login;
  private readonly ready: Ready | undefined;
  private readonly backOff: BackOff;
  private readonly control = new AbortController();
  private readonly leave: () => void;
  private attempt: Attempt | undefined;
  private answered = false;

  /** `ready` is missing where no login is wanted, only the host's key. `leave` ends the connection. */
  constructor(login: Login, ready: Ready | undefined, backOff: BackOff, leave: () => void) {
    this.login = login;
    this.ready = ready;
    this.backOff = backOff;
    this.leave = leave;
  }

  /** Whether the credential went out. */
  get shown(): boolean {
    return this.method !== undefined;
  }

  /** ssh2's authHandler: null at first, then what the host still offers. */
  readonly next = (offered: AuthenticationType[] | null, partial: boolean | null, next: Next): void => {
    const first = { type: 'none', username: this.login.user } as const;
    (offered === null ? Promise.resolve(first) : this.after(offered, partial === true)).then(
      (method) => this.control.signal.aborted || next(method),
      (fault: Error) => {
        this.fault ??= fault;
        if (!this.control.signal.aborted) next(false);
      },
    );
  };

  /** The host let us in. */
  accepted(): void {
    this.attempt?.accepted();
  }

  /** What ssh2 says of a connection that failed, as far as it concerns the login. */
  failed({ message, level }: Error & { level?: string }): void {
    if (/too many authentication/i.test(message)) this.turnedAway();
    if (level !== 'agent') return;
    this.attempt?.withdraw(); // nothing was signed, so the host refused nothing
    this.fault ??= agentFault(this.login, 'did not sign');
  }

  /** It is over, whatever it came to. */
  end(): void {
    this.control.abort();
    this.attempt?.leave();
    this.ready?.agent?.destroy();
  }

  /** The host saw the credential and did not take it. */
  private turnedAway(): void {
    const wait = this.attempt?.refused() ?? 0;
    this.fault ??= loginRefused(this.login, METHOD_NAMES[this.login.credential.kind], wait);
  }

  private async after(offered: readonly AuthenticationType[], partial: boolean): Promise<AnyAuthMethod | false> {
    const { kind } = this.login.credential;
    const how = METHOD_NAMES[kind];
    this.waitsFor = undefined;
    if (this.method !== undefined) {
      if (partial) {
        this.attempt?.withdraw();
        this.fault ??= secondFactor(this.login, how, offered);
      } else this.turnedAway();
      return false;
    }
    const method = METHODS[kind].find((each) => offered.includes(each));
    if (method === undefined || this.ready === undefined) {
      this.fault = methodsNotOffered(this.login, how, offered);
      return false;
    }
    this.waitsFor = 'turn';
    this.attempt = await this.backOff.reserve(this.login, this.ready.mark, this.control.signal);
    if (this.control.signal.aborted) {
      this.attempt.withdraw();
      return false;
    }
    this.waitsFor = kind === 'agent' ? 'agent' : undefined;
    this.method = method;
    return this.asShown(method, this.ready.method);
  }

  private asShown(method: AuthenticationType, ready: AnyAuthMethod): AnyAuthMethod {
    if (method !== 'keyboard-interactive' || !('password' in ready)) return ready;
    return {
      type: 'keyboard-interactive',
      username: this.login.user,
      prompt: (...asked) => this.answer(asked[3], asked[4], ready.password),
    };
  }

  /** Only a prompt for the password is answered, and once: any other answer would be wrong, and that is a refusal. */
  private answer(
    prompts: readonly { readonly prompt: string; readonly echo?: boolean }[],
    finish: (answers: string[]) => void,
    password: string,
  ): void {
    const [only] = prompts;
    const known = prompts.length === 1 && only!.echo !== true && PASSWORD_PROMPT.test(only!.prompt);
    if (only === undefined || (known && !this.answered)) {
      this.answered ||= known;
      finish(known ? [password] : []);
      return;
    }
    if (known) this.turnedAway();
    else
      this.fault = unknownPrompt(
        this.login,
        prompts.map(({ prompt }) => prompt),
      );
    this.leave();
  }
}
