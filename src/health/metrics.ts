import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What /metrics shows. */
export interface Metrics {
  readonly registry: Registry;
  /** What was asked, by way and verb. */
  readonly commands: Counter<'way' | 'verb'>;
  /** What came of it: answered, refused, failed. */
  readonly outcomes: Counter<'outcome'>;
  /** From Slack's payload to its acknowledgement. */
  readonly ack: Histogram<'way'>;
  /** From a question to its posted answer. */
  readonly answer: Histogram<'verb'>;
  readonly errors: Counter<'kind'>;
  /** Changes of hosts: asked, each state that ends one, and clicks that were refused. */
  readonly changes: Counter<'outcome'>;
}

/** A registry of its own, so that several bots may live in one process. */
export function createMetrics(waiting: () => number, options: { readonly defaults?: boolean } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.defaults === true) collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'vmkbot_outbox_waiting',
    help: 'Messages that wait to be sent.',
    registers,
    collect() {
      this.set(waiting());
    },
  });
  return {
    registry,
    commands: new Counter({
      name: 'vmkbot_commands_total',
      help: 'Questions taken.',
      labelNames: ['way', 'verb'],
      registers,
    }),
    outcomes: new Counter({
      name: 'vmkbot_outcomes_total',
      help: 'What came of questions.',
      labelNames: ['outcome'],
      registers,
    }),
    ack: new Histogram({
      name: 'vmkbot_ack_seconds',
      help: 'From a payload of Slack to its acknowledgement.',
      labelNames: ['way'],
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
      registers,
    }),
    answer: new Histogram({
      name: 'vmkbot_answer_seconds',
      help: 'From a question to its posted answer.',
      labelNames: ['verb'],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60],
      registers,
    }),
    changes: new Counter({
      name: 'vmkbot_changes_total',
      help: 'Changes asked for, what they ended as, and clicks that did not count.',
      labelNames: ['outcome'],
      registers,
    }),
    errors: new Counter({
      name: 'vmkbot_errors_total',
      help: 'Faults of the bot, by kind.',
      labelNames: ['kind'],
      registers,
    }),
  };
}
