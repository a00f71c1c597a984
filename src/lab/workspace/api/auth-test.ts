import type { Method } from './method.ts';

export const authTest: Method = {
  token: 'bot',
  rate: 'free',
  scopes: [],
  run: ({ team, origin }) => ({
    url: `${origin}/`,
    team: team.name,
    user: team.app.name,
    team_id: team.id,
    user_id: team.app.userId,
    bot_id: team.app.botId,
    is_enterprise_install: false,
  }),
};
