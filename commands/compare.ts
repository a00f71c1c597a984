import { type Answer, command, usage } from '../src/command.ts';
import { compare as compareStates } from '../src/core/compare/compare.ts';
import { compareGroup, MOST_COMPARED } from '../src/core/compare/group.ts';
import { describeComparison } from '../src/core/describe/comparison.ts';
import { describeGroup } from '../src/core/describe/group-comparison.ts';
import { noWords } from './args.ts';
import { readApart, type Seen } from './seen.ts';

/** Whether two hosts can reach each other for vMotion, storage and management, and what differs; of more hosts, who can vMotion to whom. */
export const compare = command({
  name: 'compare',
  usage: 'compare HOST HOST … | compare @GROUP | compare --from FILE --from FILE …',
  summary:
    'can two hosts reach each other for vMotion, storage and management, what differs; of more, who can vMotion to whom',
  examples: ['compare esx-07 esx-08', 'compare @prod', 'compare --from esx-07.txt --from esx-08.txt'],

  async run(asked, ports) {
    noWords(asked);
    const seen = await readApart(ports);
    const [a, b, ...more] = seen;
    if (b === undefined) {
      const next = 'Give one --from for each host, or one file in which several are shown.';
      throw usage('`compare` needs two hosts, and one was read.', next);
    }
    return more.length === 0 ? ofTwo(a, b) : ofMany(seen);
  },
});

function ofTwo(a: Seen, b: Seen): Answer {
  if (JSON.stringify(a.state) === JSON.stringify(b.state)) {
    throw usage(
      `Both inputs are one host's output, the same to the line${typeof a.host === 'string' ? ` (${a.host})` : ''}; a host is not compared with itself.`,
      'Give the output of the other host with the second --from.',
    );
  }
  const comparison = compareStates(a.state, b.state);
  return { json: comparison, reply: () => describeComparison(comparison, [a, b]) };
}

function ofMany(seen: readonly Seen[]): Answer {
  if (seen.length > MOST_COMPARED) {
    const message = `${seen.length} hosts make too many pairs; I compare ${MOST_COMPARED} at a time.`;
    throw usage(message, 'Compare a smaller group.', 'too-many-hosts');
  }
  const names = seen.map(({ host }) => host);
  const twice = names.find((host, i) => names.indexOf(host) !== i);
  if (twice !== undefined) {
    throw usage(`${twice} was given twice; a host is not compared with itself.`, 'Give the output of each host once.');
  }
  const comparison = compareGroup(seen);
  return { json: comparison, reply: () => describeGroup(comparison, seen) };
}
