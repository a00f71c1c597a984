/** What is wrong with a simulated host; each can be set and cleared while it runs. */
export interface Faults {
  /** Refuses TCP. */
  dead: boolean;
  /** Stops answering at this point and stays silent. */
  hang: null | 'banner' | 'kex' | 'auth' | 'exec' | 'output';
  /** Drops the connection at this point. */
  drop: null | 'banner' | 'kex' | 'auth' | 'exec' | 'output';
  /** Shows another host key from the next connection on. */
  changedKey: boolean;
  /** Refuses every login. */
  refuseAuth: boolean;
  /** Offers keyboard-interactive and nothing else (safe-change.md S5). */
  keyboardInteractiveOnly: boolean;
  /** Seconds every call of an ESXi program takes. */
  secondsPerCall: number;
  /** Bytes of output after which a command's channel ends without a status. */
  cutOutputAfter: number | null;
  hostd: 'up' | 'hangs' | 'refuses';
  /** Adds, sets and removes are refused. */
  readOnly: boolean;
  /** A set of time servers takes other directives away, and the file that it loads brings them (ntp.md N8, N10). */
  ntpSetDrops: boolean;
  /** Milliseconds the clock is wrong by, besides the state's own offset. */
  clockMs: number;
  /** Packets to and from the bot vanish, whatever the routing says. */
  cutOff: boolean;
}

/** A host without faults. `onChange` runs after each change. */
export function noFaults(onChange: () => void): Faults {
  const none: Faults = {
    dead: false,
    hang: null,
    drop: null,
    changedKey: false,
    refuseAuth: false,
    keyboardInteractiveOnly: false,
    secondsPerCall: 0,
    cutOutputAfter: null,
    hostd: 'up',
    readOnly: false,
    ntpSetDrops: false,
    clockMs: 0,
    cutOff: false,
  };
  return new Proxy(none, {
    set(target, name, value) {
      const known = Reflect.has(target, name) && Reflect.set(target, name, value);
      if (known) onChange();
      return known;
    },
  });
}
