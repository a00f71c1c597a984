import { type Answer, type Command, command, usage } from '../src/command.ts';
import { type Example, ruleAnswer } from '../src/core/describe/rule.ts';
import { read } from '../src/core/esxi/read.ts';
import type { Reply } from '../src/core/reply.ts';
import { diagnose } from '../src/core/rules/diagnose.ts';
import { RULES } from '../src/core/rules/index.ts';
import type { Finding, Rule } from '../src/core/rules/rule.ts';
import { nearest } from '../src/nearest.ts';
import { SAMPLES } from '../src/samples/index.ts';
import { VERBS } from './index.ts';

/** The verbs; one verb; or one rule with its sources. */
export const help = command({
  name: 'help',
  usage: 'help [VERB or RULE]',
  summary: 'the verbs; a verb in full; or what a rule is about and what it rests on',
  examples: ['help', 'help what-if', 'help shared-subnet'],

  async run({ words: [name] }): Promise<Answer> {
    const commands = await Promise.all(Object.values(VERBS).map((load) => load()));
    if (name === undefined) return overview(commands);
    const word = name.toLowerCase();
    const verb = commands.find((each) => each.name === word);
    if (verb !== undefined) return verbAnswer(verb);
    const rule = RULES.find(({ id }) => id === word);
    if (rule !== undefined) return ruleAnswer(rule, exampleOf(rule));
    const near = nearest(word, [...commands.map((each) => each.name), ...RULES.map(({ id }) => id)]);
    const message = `There is no verb and no rule "${name}".`;
    if (near === undefined) throw usage(message, 'See vmkbot help for both.');
    throw usage(message, `Did you mean \`${near}\`?`, 'usage', { word: name, meant: near });
  },
});

/** What the rule says of a sample host: its words need facts to be made of. */
function exampleOf({ id }: Rule): Example | undefined {
  const all = (finding: Finding): readonly Finding[] => [finding, ...finding.explains.flatMap(all)];
  for (const { name, text } of SAMPLES) {
    const [state] = read(text).hosts;
    const found = diagnose(state!)
      .findings.flatMap(all)
      .find((each) => each.rule === id);
    if (found !== undefined) return { sample: name, problem: found.problem, why: found.why, todo: found.todo };
  }
  return undefined;
}

function overview(commands: readonly Command[]): Answer {
  return {
    json: { verbs: commands.map(facts), rules: RULES.map(({ id, title, severity }) => ({ id, title, severity })) },
    reply: () => ({
      headline: {
        text: 'vmkbot tells why an ESX or ESXi host sends its traffic where it does, from what the host printed.',
      },
      context: 'Answers: exit 0 · no usable input: 1 · wrong usage: 2 · host not reached: 3 · check --fail-on: 5',
      sections: [
        table(
          'Verbs (vmkbot VERB …)',
          ['verb', 'answers'],
          commands.map((each) => [each.name, each.summary]),
        ),
        table('Options', ['option', 'is'], OPTION_ROWS),
        table(
          'Rules (vmkbot help RULE)',
          ['rule', 'severity', 'about'],
          RULES.map(({ id, severity, title }) => [id, severity, title]),
        ),
      ],
    }),
  };
}

const OPTION_ROWS = [
  ['HOST, as the first word', 'a host of the inventory (VMKBOT_CONFIG), read live over SSH; compare takes two'],
  [
    '--from FILE',
    'a pasted or saved output of a host, or a vm-support bundle (.tgz); - is standard input; give it once for each file',
  ],
  ['--save FILE', 'keeps the transcript of a live host, whose lines the answer quotes; --from FILE reads it back'],
  ['--json', 'one JSON object on standard output and nothing else'],
  ['--stack KEY', 'the TCP/IP stack to look in (route, what-if); the default one otherwise'],
  ['--out vmkN', 'as if sent by a program that is bound to this adapter (route)'],
  ['--fail-on error|risk', 'exit status 5 where such a finding exists (check)'],
];

function table(
  title: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Reply['sections'][number] {
  return { title, blocks: [{ kind: 'table', header, rows }] };
}

function verbAnswer(verb: Command): Answer {
  return {
    json: facts(verb),
    reply: () => ({
      headline: { text: `${verb.name}: ${verb.summary}.` },
      sections: [
        { title: 'Usage', blocks: [{ kind: 'commands', commands: [`vmkbot ${verb.usage}`] }] },
        { title: 'Examples', blocks: [{ kind: 'commands', commands: verb.examples.map((each) => `vmkbot ${each}`) }] },
      ],
    }),
  };
}

function facts({ name, usage: words, summary, examples, options = [] }: Command): object {
  return { name, usage: words, summary, examples, options: ['from', 'json', ...options] };
}
