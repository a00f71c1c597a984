import { knownChannel, scopeFor } from './channels.ts';
import { type Method, TIER } from './method.ts';
import { pageOf } from './pages.ts';

export const conversationsMembers: Method = {
  token: 'bot',
  rate: TIER[4],
  scopes: scopeFor('read'),
  run(slack, args) {
    const { page, metadata } = pageOf(args, [...knownChannel(slack, args).members], 100, 1_000);
    return { members: page, ...metadata };
  },
};
