/** Errors that a source establishes, with where it is told. */
export const ESTABLISHED = {
  /** commands.md X10; 5.0 and newer. */
  unknownCommand: (words: string) => `Error: Unknown command or namespace ${words}`,
  /** routing.md G6. */
  noDefaultGateway: (netstack: string) =>
    `Cannot set an interface gateway when the default gateway for the netstack '${netstack}' is not configured.`,
  /** commands.md, messages: the mask form on 7.0. */
  badNetmask: 'Error: Invalid netmask, must be 32 > x > 0',
  /** Seen on 9.0, where the packet is larger than the adapter's MTU and may not be cut. */
  tooLong: 'sendto() failed (Message too long)',
} as const;
