import { userJson } from '../state/json/user.ts';
import { knownUser } from './channels.ts';
import { type Method, TIER } from './method.ts';

export const usersInfo: Method = {
  token: 'bot',
  rate: TIER[4],
  scopes: ['users:read'],
  run: (slack, args) => ({ user: userJson(slack, knownUser(slack, args)) }),
};
