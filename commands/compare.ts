import { command, usage } from '../src/command.ts';
import { compare as compareStates } from '../src/core/compare/compare.ts';
import { describeComparison } from '../src/core/describe/comparison.ts';
import { noWords } from './args.ts';
import { readApart } from './seen.ts';

/** Whether two hosts can reach each other for vMotion, storage and management, and what differs. */
export const compare = command({
  name: 'compare',
  usage: 'compare HOST HOST | compare --from FILE --from FILE',
  summary: 'can two hosts reach each other for vMotion, storage and management; what differs',
  examples: ['compare esx-07 esx-08', 'compare --from esx-07.txt --from esx-08.txt'],

  async run(asked, ports) {
    noWords(asked);
    const seen = await readApart(ports);
    const [a, b] = seen;
    if (b === undefined || seen.length > 2) {
      const next = 'Give one --from for each of two hosts, or one file in which both are shown.';
      throw usage(
        `\`compare\` needs two hosts, and ${seen.length === 1 ? 'one was' : `${seen.length} were`} read.`,
        next,
      );
    }
    if (JSON.stringify(a.state) === JSON.stringify(b.state)) {
      throw usage(
        `Both inputs are one host's output, the same to the line${typeof a.host === 'string' ? ` (${a.host})` : ''}; a host is not compared with itself.`,
        'Give the output of the other host with the second --from.',
      );
    }
    const comparison = compareStates(a.state, b.state);
    return { json: comparison, reply: () => describeComparison(comparison, [a, b]) };
  },
});
