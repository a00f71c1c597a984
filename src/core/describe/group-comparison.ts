import type { ComparedStep, Verdict } from '../compare/comparison.ts';
import { type GroupComparison, type GroupHost, nameOf, type Relation } from '../compare/group.ts';
import type { Block, Line, Quote, Reply, Section } from '../reply.ts';
import { bullets, commands, section, text } from './sections.ts';
import { count, list, marked } from './words.ts';

/** Of so many relations the reasons are told; of the others it is said how many there are. */
const MOST_TOLD = 8;

/** A picture with a sign for each host fits a thread's panel up to here; beyond, a sign stands for all that are alike. */
const MOST_DRAWN = 30;

/** In a table of more columns nobody finds a cell; the picture has them all. */
const MOST_COLUMNS = 10;

/** So many names stand in a cell of the table. */
const MOST_NAMED = 4;

const SIGN: Readonly<Record<Verdict, string>> = { yes: '.', no: 'x', risk: '!', 'cannot-tell': '?' };
const SAID: Readonly<Record<Verdict, string>> = {
  yes: 'yes',
  no: 'no',
  risk: 'at risk',
  'cannot-tell': 'not known',
};

/** Which hosts of a group can vMotion to which others: the gravest reason first, the matrix as a picture and a table, each reason with its lines. */
export function describeGroup(comparison: GroupComparison, hosts: readonly GroupHost[]): Reply {
  const told = comparison.relations.slice(0, MOST_TOLD);
  const letters = lettersFor(told);
  return {
    headline: { text: headline(comparison) },
    context: contextOf(comparison, hosts, letters),
    sections: [
      ...section('Who can vMotion to whom', text(LEGEND), { kind: 'matrix', matrix: matrixOf(comparison) }),
      ...section('Hosts that fare alike', tableOf(comparison)),
      ...told.flatMap((relation) => relationSection(relation, comparison, letters)),
      ...unsaid(comparison),
      ...missing(comparison.relations),
    ],
    afterEvidence: inWhole(comparison),
  };
}

const LEGEND =
  'A row and a column a host, or a group of hosts that fare alike; the head of a column is the number of its group. `.` yes, as far as the hosts show; `x` no; `!` at risk; `?` not known.';

function headline({ pairs, relations, groups }: GroupComparison): string {
  const [worst] = relations;
  const hosts = groups.flat().length;
  if (worst === undefined) {
    return `All ${count(pairs.total, 'pair')} of ${hosts} hosts can vMotion to each other, as far as the hosts show; the network between them was not seen.`;
  }
  const n = pairs[worst.verdict];
  const of = `${n} of ${count(pairs.total, 'pair')} of ${hosts} hosts`;
  const [first] = deciding(worst)?.todo?.split(/(?<=\.) /) ?? [];
  return `${of} ${COUNTED[worst.verdict as Exclude<Verdict, 'yes'>](n)} ${worst.why}${first === undefined ? '' : ` ${first}`}`;
}

const COUNTED: Readonly<Record<Exclude<Verdict, 'yes'>, (n: number) => string>> = {
  no: () => 'cannot vMotion to each other.',
  risk: (n: number) => `${n === 1 ? 'is' : 'are'} at risk for vMotion.`,
  'cannot-tell': () => 'cannot be judged for vMotion: what decides it was not read.',
};

/** Lines are quoted of the hosts of the examples alone, each with a letter of its own. */
function lettersFor(told: readonly Relation[]): ReadonlyMap<string | number, string> {
  const named = [...new Set(told.flatMap(({ example }) => example))];
  return new Map(named.map((host, i) => [host, String.fromCharCode(65 + i)]));
}

function contextOf(
  { pairs }: GroupComparison,
  hosts: readonly GroupHost[],
  letters: ReadonlyMap<string | number, string>,
): string {
  const counts = (['no', 'risk', 'cannot-tell', 'yes'] as const).flatMap((verdict) =>
    pairs[verdict] === 0 ? [] : [`${SAID[verdict]}: ${pairs[verdict]}`],
  );
  const from = hosts.every(({ state }) => state.host.readAt !== undefined) ? 'hosts' : 'captures';
  const named = [...letters].map(([host, letter]) => `${letter} is ${nameOf(host)}`);
  return [
    `Pairs: ${counts.join(', ')}`,
    `From ${hosts.length} ${from}${named.length === 0 ? '' : `; of the lines ${named.join(', ')}`}`,
  ].join(' · ');
}

const HEADS = '123456789abcdefghijklmnopqrstuvwxyz';
const headOf = (group: number) => HEADS[group] ?? '+';

function matrixOf({ groups, matrix }: GroupComparison) {
  const all = groups.flatMap((members, group) => members.map((host) => ({ group, label: nameOf(host) })));
  const each = groups.map((members, group) => ({ group, label: `${headOf(group)} ${fewNames(members, 1)}` }));
  const rows = all.length <= MOST_DRAWN ? all : each.slice(0, MOST_DRAWN);
  const left = each.length - MOST_DRAWN;
  const whole = all.length <= MOST_DRAWN || left <= 0;
  return {
    heads: rows.map(({ group }) => headOf(group)).join(''),
    rows: rows.map((row, i) => ({
      label: row.label,
      signs: rows
        .map((other, j) => {
          const verdict = matrix[row.group]![other.group]!;
          return verdict === null || (rows === all && i === j) ? '\\' : SIGN[verdict];
        })
        .join(''),
    })),
    rest: whole ? null : `and ${count(left, 'more group')}`,
  };
}

function tableOf({ groups, matrix }: GroupComparison): Block {
  const wide = groups.length <= MOST_COLUMNS;
  return {
    kind: 'table',
    header: ['group', 'hosts', ...(wide ? groups.map((_, i) => `with ${i + 1}`) : ['cannot', 'at risk', 'not known'])],
    rows: groups.map((members, i) => [
      String(i + 1),
      fewNames(members, MOST_NAMED),
      ...(wide ? matrix[i]!.map((verdict) => (verdict === null ? '-' : SAID[verdict])) : counts(matrix[i]!)),
    ]),
  };
}

/** Which hosts the table left out of a group: without them nobody can act on it. */
function inWhole({ groups }: GroupComparison): Section[] {
  const long = groups.flatMap((members, i) =>
    members.length > MOST_NAMED ? [{ text: `Group ${i + 1}: ${list(members.map(nameOf))}.` }] : [],
  );
  return long.length === 0 ? [] : section('The groups in whole', { kind: 'list', lines: long });
}

function counts(row: readonly (Verdict | null)[]): string[] {
  return (['no', 'risk', 'cannot-tell'] as const).map((verdict) => {
    const groups = row.flatMap((each, i) => (each === verdict ? [i + 1] : []));
    return groups.length === 0 ? '-' : groups.length > 6 ? count(groups.length, 'group') : groups.join(', ');
  });
}

function fewNames(members: readonly (string | number)[], most: number): string {
  const names = members.map(nameOf);
  if (names.length <= most) return list(names);
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

function deciding({ verdict, steps }: Relation): ComparedStep | undefined {
  return steps.find((each) => each.verdict === verdict);
}

function relationSection(
  relation: Relation,
  { groups }: GroupComparison,
  letters: ReadonlyMap<string | number, string>,
): Section[] {
  const { groups: numbers, pairs, verdict, steps, example } = relation;
  const [one, other] = numbers.map((number) => fewNames(groups[number - 1]!, 2));
  const who = numbers[0] === numbers[1] ? `${one} with each other` : `${one} with ${other}`;
  const first = deciding(relation);
  const others = steps.filter((each) => each !== first && each.verdict !== 'yes');
  const quoted = (line: ComparedStep['evidence'][number]): Quote => {
    const { host, ...quote } = line;
    return { ...quote, capture: letters.get(example[host === 'a' ? 0 : 1])! };
  };
  const todos = [...new Set(steps.flatMap(({ todo }) => todo ?? []))];
  return section(
    `${who}: ${SAID[verdict]} (${count(pairs, 'pair')})`,
    bullets([...(first === undefined ? [] : [first]), ...others].map((step) => lineOf(step, quoted))),
    text(
      ...(pairs > 1
        ? [
            `Told of ${list(example.map(nameOf))}; ${pairs === 2 ? 'the other one comes' : `the other ${pairs - 1} come`} to the same.`,
          ]
        : []),
      ...todos.map((each) => `To do: ${each}`),
    ),
  );
}

function lineOf(
  { text: said, verdict, certainty, evidence, sources }: ComparedStep,
  quoted: (line: ComparedStep['evidence'][number]) => Quote,
): Line {
  const shown = verdict === 'cannot-tell' ? said : marked(said, certainty);
  return { text: shown, evidence: evidence.map(quoted), ...(sources && { sources }) };
}

function unsaid({ relations, more, groups }: GroupComparison): Section[] {
  const left = relations.length + more - Math.min(relations.length, MOST_TOLD);
  const pair = groups.flat().slice(0, 2).map(nameOf);
  return section(
    'Not told here',
    text(
      ...(left > 0
        ? [`${count(left, 'more reason')}: \`--json\` has ${more > 0 ? 'the gravest of them' : 'them'}.`]
        : []),
      `Storage and management are compared of two hosts: \`compare ${pair.join(' ')}\`.`,
    ),
  );
}

/** What decides it and was not captured: the same command of many hosts is asked for once. */
function missing(relations: readonly Relation[]): Section[] {
  const wanted = new Map<string, Set<string>>();
  for (const { missing: all, example } of relations) {
    for (const { host, command } of all) {
      const of = wanted.get(command) ?? new Set();
      wanted.set(command, of.add(nameOf(example[host === 'a' ? 0 : 1])));
    }
  }
  if (wanted.size === 0) return [];
  const hosts = [...new Set([...wanted.values()].flatMap((each) => [...each]))];
  return section(
    'To be surer',
    text(`Of ${fewNames(hosts, 4)}, and of the hosts alike, paste the output of:`),
    commands([...wanted.keys()]),
  );
}
