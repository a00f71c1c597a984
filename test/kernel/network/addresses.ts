/** Who is where: a hosted machine, its provider, its LAN and the clients behind the router of that LAN. */
export const ADDRESSES = {
  /** The provider's gateway, on the link of vmk0. */
  provider: '198.51.100.65',
  vmk0: '198.51.100.66',
  vmk1: '192.168.20.100',
  /** The router of the LAN, on the link of vmk1. */
  router: '192.168.20.1',
  client: '192.168.40.55',
  /** Where the bot logs in from, behind the provider. */
  operator: '203.0.113.77',
} as const;

export const CLIENTS = '192.168.40.0/24';
export const OPERATORS = '203.0.113.0/24';
