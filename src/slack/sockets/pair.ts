import type { App, Receiver } from '@slack/bolt';
import type { Log } from '../../log.ts';
import type { Opening } from './connection.ts';
import { DeafWatch } from './deaf.ts';
import { Link, type LinkEvents } from './link.ts';

/** Lives that begin closer together than this part of one would end together too. */
const APART = 0.25;

/**
 * Two Socket Mode connections, so that Slack always has one to deliver to: while one is refreshed, lost or found silent, the other
 * is there. Slack sends each payload to either of them.
 */
export class SocketPair implements Receiver {
  private links: readonly Link[] = [];
  private runs: readonly Promise<void>[] = [];
  private stagger: NodeJS.Timeout | undefined;
  private deaf: DeafWatch | undefined;
  private downSince: number;
  /** Why no link can be opened now, as it was told; nothing while one can. */
  private failing = '';
  private readonly opening: Omit<Opening, 'app' | 'delivered'>;
  private readonly log: Log;
  private app: App | undefined;

  constructor(opening: Omit<Opening, 'app' | 'delivered'>, log: Log) {
    this.opening = opening;
    this.log = log;
    this.downSince = opening.now();
  }

  init(app: App): void {
    this.app = app;
  }

  /** Resolves when the first link is up; rejects where Slack refuses the app token for good. */
  async start(): Promise<void> {
    const opening: Opening = { ...this.opening, app: this.app!, delivered: (by) => this.deaf?.delivered(by) };
    await new Promise<void>((resolve, reject) => {
      const events = (name: string): LinkEvents => ({
        opened: () => {
          this.log.info({ link: name }, 'Socket Mode link up');
          this.failing = '';
          this.keepApart();
          resolve();
        },
        ended: (ending) => {
          if (!this.isUp()) this.downSince = this.opening.now();
          const level = ending === 'broken' || ending === 'silent' ? 'warn' : 'info';
          this.log[level]({ link: name, ending, up: this.isUp() }, 'Socket Mode link down');
        },
        failed: (fault: unknown, waitMs: number) => {
          this.tellFailing(name, wordOf(fault) ?? String((fault as Error | null)?.message ?? fault), waitMs);
          if (REFUSED.has(wordOf(fault) ?? '')) reject(fault);
        },
      });
      this.links = ['a', 'b'].map((name) => new Link(opening, events(name)));
      this.deaf = new DeafWatch(this.links, opening.patience.quiet, opening.now);
      this.runs = this.links.map((link) => link.run());
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.stagger);
    this.deaf?.stop();
    for (const link of this.links) link.stop();
    await Promise.all(this.runs);
  }

  /** Whether Slack can reach us now. */
  isUp(): boolean {
    return this.links.some(({ connection }) => connection !== undefined);
  }

  /** For how many milliseconds no link has been up; 0 where one is. */
  downFor(): number {
    return this.isUp() ? 0 : this.opening.now() - this.downSince;
  }

  /** Both are tried again and again: only what is new is told. */
  private tellFailing(link: string, reason: string, waitMs: number): void {
    const level = reason === this.failing ? 'debug' : 'warn';
    this.failing = reason;
    this.log[level]({ link, reason, waitMs: Math.round(waitMs) }, 'Socket Mode link not opened');
  }

  /** Two lives of the same length that begin together end together: the later one is renewed at half of its own. */
  private keepApart(): void {
    const [a, b] = this.links.map(({ connection }) => connection);
    if (a === undefined || b === undefined) return;
    const [earlier, later] = a.openedAt <= b.openedAt ? [a, b] : [b, a];
    const lifeMs = (later.lifeSeconds ?? earlier.lifeSeconds ?? 0) * 1000;
    if (lifeMs === 0 || later.openedAt - earlier.openedAt > lifeMs * APART) return;
    const link = this.links.find(({ connection }) => connection === later)!;
    clearTimeout(this.stagger);
    this.stagger = setTimeout(() => {
      // Only beside a link that stays.
      if (link.connection === later && this.links.every(({ connection }) => connection !== undefined))
        void link.renew();
    }, lifeMs / 2);
    this.stagger.unref();
  }
}

/** Errors of `apps.connections.open` that no waiting mends. */
const REFUSED: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'not_allowed_token_type',
  'missing_scope',
  'user_removed_from_team',
  'team_disabled',
]);

function wordOf(fault: unknown): string | undefined {
  const word = (fault as { data?: { error?: unknown } } | null)?.data?.error;
  return typeof word === 'string' ? word : undefined;
}
