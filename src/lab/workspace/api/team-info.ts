import { type Method, TIER } from './method.ts';

export const teamInfo: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: ['team:read'],
  run: ({ team }) => ({ team: { id: team.id, name: team.name, domain: team.domain, email_domain: '' } }),
};
