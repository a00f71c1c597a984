import type { WebClient } from '@slack/web-api';

/** Who the bot is in its workspace. */
export interface Identity {
  readonly user: string;
  readonly name: string;
  readonly bot: string;
  readonly team: string;
  readonly enterprise: string | null;
}

/** Asks Slack by `auth.test`; rejects with the client's error where the token is not good. */
export async function identify(client: WebClient): Promise<Identity> {
  const { user_id, user, bot_id, team_id, enterprise_id } = await client.auth.test();
  if (!user_id || !bot_id || !team_id)
    throw new Error('auth.test does not tell user, bot and team: is it a bot token?');
  return { user: user_id, name: user ?? 'vmkbot', bot: bot_id, team: team_id, enterprise: enterprise_id ?? null };
}
