import { command } from '../src/command.ts';
import { describeDecision } from '../src/core/describe/decision.ts';
import { joined } from '../src/core/describe/join.ts';
import { decide } from '../src/core/routing/decide.ts';
import { addressOf, oneWord } from './args.ts';
import { perHost, quoted, readHosts } from './seen.ts';
import { stackOf } from './stack.ts';

const NEEDS = ['vmknics', 'routes', 'neighbors', 'console'] as const;

/** Which adapter and next hop reach an address, and which line of the table decides. */
export const route = command({
  name: 'route',
  usage: 'route [HOST] ADDRESS [--stack KEY] [--out vmkN] [--from FILE]',
  summary: 'which vmkernel adapter and next hop reach an address, and which table line decides',
  examples: ['route 10.0.5.9 --from capture.txt', 'route 10.20.0.9 --stack vmotion --from capture.txt'],
  options: ['stack', 'out'],

  async run(asked, ports) {
    const destination = addressOf(oneWord(asked, 'an address', 'route 10.0.5.9 --from capture.txt'));
    const decided = (await readHosts(ports, NEEDS)).map((each) => {
      const netstack = stackOf(each.state, asked);
      const out = asked.out === undefined ? {} : { out: asked.out };
      return { ...each, json: decide(each.state, { destination, netstack, ...out }) };
    });
    return {
      json: perHost('vmkbot/decision/1', decided),
      reply: () =>
        joined(
          decided.map((each) => ({ host: each.host, reply: describeDecision(each.json, each.state, quoted(each)) })),
        ),
    };
  },
});
