/** The stack that every host has (routing.md R8). */
export const DEFAULT_STACK = 'defaultTcpipStack';
