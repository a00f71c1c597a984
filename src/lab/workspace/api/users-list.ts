import { userJson } from '../state/json/user.ts';
import { type Method, TIER } from './method.ts';
import { pageOf } from './pages.ts';

export const usersList: Method = {
  token: 'bot',
  rate: TIER[2],
  scopes: ['users:read'],
  run(slack, args) {
    const { page, metadata } = pageOf(args, [...slack.team.people.values()], 1_000, 1_000);
    const now = Math.floor(slack.clock.now() / 1000);
    return { members: page.map((person) => userJson(slack, person)), cache_ts: now, ...metadata };
  },
};
