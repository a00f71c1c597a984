/** How the way to Slack's Web API is. */
export interface LinkHealth {
  /** When a call last worked, in milliseconds since 1970; null: none has yet. */
  readonly lastSuccess: number | null;
  /** Slack's word for a token that it refuses; then nothing can be said until it is good again, and the bot is not ready. */
  readonly revoked: string | null;
  /** How many messages wait. */
  readonly waiting: number;
}
