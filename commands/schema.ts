import { type Answer, command, usage } from '../src/command.ts';
import { jsonSchema, SCHEMAS } from '../src/core/schemas/index.ts';
import { oneOf } from './args.ts';

/** The shapes other programs may rely on, as JSON Schema. */
export const schema = command({
  name: 'schema',
  usage: 'schema [NAME]',
  summary: 'the shape of each answer as JSON Schema; without a name, the names',
  examples: ['schema', 'schema decision'],

  async run({ words: [name, ...more] }): Promise<Answer> {
    if (more.length > 0) throw usage('`schema` takes one name.', 'For example: vmkbot schema decision');
    if (name === undefined) return listing();
    const chosen = oneOf(name.replace(/^vmkbot\//, '').replace(/\/1$/, ''), Object.keys(SCHEMAS), 'schema');
    return { json: jsonSchema(chosen), verbatim: true, reply: () => listing().reply() };
  },
});

function listing(): Answer {
  const names = Object.keys(SCHEMAS);
  return {
    json: { schemas: names.map((name) => ({ name, schema: `vmkbot/${name}/1` })) },
    reply: () => ({
      headline: { text: 'Every answer with --json names its shape under `schema`.' },
      sections: [
        {
          title: 'Shapes (vmkbot schema NAME)',
          blocks: [
            {
              kind: 'table',
              header: ['name', 'schema', 'is'],
              rows: names.map((name) => [name, `vmkbot/${name}/1`, SCHEMAS[name]!.description ?? '']),
            },
          ],
        },
      ],
    }),
  };
}
