import { type Method, Refused, TIER } from './method.ts';

export const botsInfo: Method = {
  token: 'bot',
  rate: TIER[3],
  scopes: ['users:read'],
  run({ team }, args) {
    const bot = [...team.people.values()].find(({ botId }) => botId === (args.text('bot') ?? team.app.botId));
    if (bot === undefined) throw new Refused('bot_not_found');
    const app = bot.id === team.app.userId ? { app_id: team.app.id } : {};
    return { bot: { id: bot.botId, deleted: bot.deactivated, name: bot.name, updated: 0, user_id: bot.id, ...app } };
  },
};
