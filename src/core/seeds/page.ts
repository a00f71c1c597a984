import { SOURCES } from '../sources.ts';
import type { SeedRow } from './row.ts';

/** What the ids of the table stand for. */
export interface Named {
  /** Rules and symptoms, each with a few words. */
  readonly rules: ReadonlyMap<string, string>;
  /** Scenarios of the lab and samples. */
  readonly scenarios: ReadonlyMap<string, string>;
}

const SEEDS = ['S000', 'S001', 'S002', 'S003', 'S004'] as const;

/** The file of a row's test, and the name of the test in it. */
export function testOf({ test }: SeedRow): { readonly file: string; readonly name: string } {
  const [, file = '', name = ''] = /^(\S+\.test\.ts): ([\s\S]+)$/.exec(test) ?? [];
  return { file, name };
}

/** `docs/seeds.md`: each document with its problems, and where each is answered, can be tried and is shown. */
export function seedsPage(rows: readonly SeedRow[], named: Named): string {
  return `${[INTRODUCTION, ...SEEDS.map((seed) => documentOf(seed, rows, named))].join('\n\n')}\n`;
}

const INTRODUCTION = `# The problems of the published documents

This project grew from five published documents. Each problem that they tell of is here, with the rule or the symptom that answers it
(\`vmkbot help RULE\`, \`vmkbot why "…"\`), a scenario of the lab or a sample in which it can be tried (\`npm start\`), and the test
that tells it in the words of the document.

Made by \`VMKBOT_README=write npx vitest run test/seeds-page.test.ts\` from \`src/core/seeds\`, the rules, the scenarios and the
tests: not to be edited by hand.`;

function documentOf(seed: SeedRow['seed'], rows: readonly SeedRow[], named: Named): string {
  const { title, url } = SOURCES[seed];
  const table = rows.filter((row) => row.seed === seed).map((row) => lineOf(row, named));
  return [
    `## ${seed}: ${url === null ? title : `[${title}](${url})`}`,
    '',
    '| problem | rule or symptom | try it in | shown by |',
    '| --- | --- | --- | --- |',
    ...table,
  ].join('\n');
}

function lineOf(row: SeedRow, { rules, scenarios }: Named): string {
  const { file, name } = testOf(row);
  const cells = [
    row.problem,
    `\`${row.rule}\`: ${rules.get(row.rule) ?? ''}`,
    `\`${row.scenario}\`: ${scenarios.get(row.scenario) ?? ''}`,
    `[${name}](../${file})`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
