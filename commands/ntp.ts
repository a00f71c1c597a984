import { command } from '../src/command.ts';
import { describeTime, describeTimes, type TimeOfHost } from '../src/core/describe/ntp.ts';
import { timeJson } from '../src/core/describe/time-json.ts';
import { diagnose } from '../src/core/rules/diagnose.ts';
import { isTimeRule } from '../src/core/rules/time-rules.ts';
import { judgeTime } from '../src/core/time/judge.ts';
import { noWords } from './args.ts';
import { perHost, quoted, readHosts, type Seen } from './seen.ts';

const NEEDS = [
  ...([
    'ntp',
    'clock',
    'firewall',
    'vmknics',
    'interfaces',
    'routes',
    'console',
    'neighbors',
    'dns',
    'uplinks',
  ] as const),
];

/** The state of time: the first thing that keeps each host from it, and what to do. */
export const ntp = command({
  name: 'ntp',
  usage: 'ntp [HOST] [--from FILE]',
  summary:
    'the state of time: servers, daemon, firewall, way, replies, offset, and the first of them that is in the way',
  examples: ['ntp --from capture.txt', 'ntp --json --from capture.txt'],

  async run(asked, ports) {
    noWords(asked);
    const seen = await readHosts(ports, NEEDS);
    const times = seen.map((each) => ({ seen: each, time: timeOf(each) }));
    const seenOf = (time: TimeOfHost) => times.find((each) => each.time === time)!.seen;
    return {
      json: perHost(
        'vmkbot/time/1',
        times.map(({ seen: { host }, time }) => ({ host, json: timeJson(time) })),
      ),
      reply: () =>
        times.length === 1
          ? describeTime(times[0]!.time, quoted(seen[0]))
          : describeTimes(
              times.map(({ time }) => time),
              (time) => quoted(seenOf(time)),
            ),
    };
  },
});

function timeOf({ state, host }: Seen): TimeOfHost {
  const { findings, notChecked } = diagnose(state);
  return {
    state,
    host,
    judgement: judgeTime(state),
    findings: findings.filter(({ rule }) => isTimeRule(rule)),
    notChecked: notChecked.filter(({ rule }) => isTimeRule(rule)),
  };
}
