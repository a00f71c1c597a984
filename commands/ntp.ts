import { command } from '../src/command.ts';
import { describeTime, describeTimes, measuredOf, type TimeOfHost } from '../src/core/describe/ntp.ts';
import { clocksJson, timeJson } from '../src/core/describe/time-json.ts';
import { diagnose } from '../src/core/rules/diagnose.ts';
import { isTimeRule } from '../src/core/rules/time-rules.ts';
import { agreementOf } from '../src/core/time/agreement.ts';
import { judgeTime } from '../src/core/time/judge.ts';
import { skewFrom } from '../src/core/time/skew.ts';
import { noWords } from './args.ts';
import { perHost, quoted, readHosts, type Seen } from './seen.ts';

const NEEDS = [
  ...([
    'ntp',
    'skew',
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
  usage: 'ntp [HOST …|@GROUP] [--from FILE]',
  summary: 'the state of time: what is in its way, and how far each clock is from the bot and from the others',
  examples: ['ntp esx-07', 'ntp @prod', 'ntp --from capture.txt', 'ntp --json --from capture.txt'],

  async run(asked, ports) {
    noWords(asked);
    const seen = await readHosts(ports, NEEDS);
    const times = seen.map((each) => ({ seen: each, time: timeOf(each) }));
    const seenOf = (time: TimeOfHost) => times.find((each) => each.time === time)!.seen;
    const measured = measuredOf(times.map(({ time }) => time));
    const agreed = measured.length > 1 ? agreementOf(measured) : null;
    const json = perHost(
      'vmkbot/time/1',
      times.map(({ seen: { host }, time }) => ({ host, json: timeJson(time) })),
    );
    return {
      json: measured.length > 1 ? { ...json, clocks: agreed && clocksJson(agreed) } : json,
      reply: () =>
        times.length === 1
          ? describeTime(times[0]!.time, quoted(seen[0]))
          : describeTimes(
              times.map(({ time }) => time),
              agreed,
              (time) => quoted(seenOf(time)),
            ),
    };
  },
});

function timeOf({ state, host }: Seen): TimeOfHost {
  const { findings, notChecked } = diagnose(state);
  const skew = skewFrom(state.clockReadings ?? []);
  return {
    state,
    host,
    judgement: judgeTime(state),
    ...(skew && { skew }),
    findings: findings.filter(({ rule }) => isTimeRule(rule)),
    notChecked: notChecked.filter(({ rule }) => isTimeRule(rule)),
  };
}
