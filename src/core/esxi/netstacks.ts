/** The TCP/IP stack that every host has, and that holds whatever names no other. */
export const DEFAULT_STACK = 'defaultTcpipStack';

/** What a stack's key looks like. Nothing else is put into a command that somebody may copy to a host. */
const KEY = /^[A-Za-z][\w.-]{0,62}$/;

export function isNetstackKey(text: string): boolean {
  return KEY.test(text);
}

/** How people write the stacks of ESXi, in lower case. */
const WRITTEN: Readonly<Record<string, string>> = {
  default: DEFAULT_STACK,
  defaulttcpipstack: DEFAULT_STACK,
  vmotion: 'vmotion',
  provisioning: 'vSphereProvisioning',
  vsphereprovisioning: 'vSphereProvisioning',
};

/** The key of a stack as a host spells it, of those a host shows or by how ESXi names them; other text is left as it is. */
export function netstackKey(text: string, shown: readonly string[] = []): string {
  const small = text.toLowerCase();
  return shown.find((key) => key.toLowerCase() === small) ?? (Object.hasOwn(WRITTEN, small) ? WRITTEN[small]! : text);
}
