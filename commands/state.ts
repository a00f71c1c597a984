import { command } from '../src/command.ts';
import { joined } from '../src/core/describe/join.ts';
import { describeState } from '../src/core/describe/state.ts';
import { stateJson } from '../src/core/describe/state-json.ts';
import { noWords } from './args.ts';
import { quoted, readHosts } from './seen.ts';

/** What was read of a host, and every line that was not understood. */
export const state = command({
  name: 'state',
  usage: 'state [HOST] [--from FILE]',
  summary: 'what was read, and every line that was not understood',
  examples: ['state --from capture.txt', 'state --json --from -'],

  async run(asked, ports) {
    noWords(asked);
    const seen = await readHosts(ports);
    const states = seen.map((each) => stateJson(each.state));
    return {
      json: states.length === 1 ? states[0]! : { ...states[0]!, hosts: states },
      reply: () => joined(seen.map((each) => ({ host: each.host, reply: describeState(each.state, quoted(each)) }))),
    };
  },
});
