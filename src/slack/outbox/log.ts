/** Where the outbox says what an operator of the bot should know: pino's shape, facts first. */
export interface OutboxLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export const NO_LOG: OutboxLog = { info() {}, warn() {}, error() {} };
