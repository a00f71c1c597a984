import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HostState } from '../src/core/esxi/host-state.ts';
import { read } from '../src/core/esxi/read.ts';
import type { Question } from '../src/core/questions/question.ts';
import { understand } from '../src/core/questions/understand.ts';
import { diagnose } from '../src/core/rules/diagnose.ts';
import { RULES } from '../src/core/rules/index.ts';
import type { Having } from '../src/core/rules/rule.ts';
import { foundBy } from '../src/core/rules/with-theirs.ts';
import { seedsPage, testOf } from '../src/core/seeds/page.ts';
import { SEED_PROBLEMS } from '../src/core/seeds/problems.ts';
import type { SeedRow } from '../src/core/seeds/row.ts';
import { SYMPTOMS } from '../src/core/why/symptoms/index.ts';
import { why } from '../src/core/why/why.ts';
import { type ScenarioHost, scenarios } from '../src/lab/scenarios/index.ts';
import { SAMPLES } from '../src/samples/index.ts';
import { listings, session, timeListings, withMachine } from './lab/support.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const FILE = path.join(ROOT, 'docs/seeds.md');

/** A scenario is a group there; a check names its hosts. */
const hostOf = ({ state }: ScenarioHost) => `\`${state.name}\``;

const named = {
  rules: new Map([
    ...SYMPTOMS.map(({ id, summary }) => [id, summary.split(/(?<=[.:]) /)[0]!.replace(/:$/, '.')] as const),
    ...RULES.map(({ id, title }) => [id, title] as const),
  ]),
  scenarios: new Map([
    ...SAMPLES.map(({ name, about }) => [name, about] as const),
    ...scenarios().map(
      ({ name, story, hosts }) => [name, `${story} Its hosts: ${hosts.map(hostOf).join(', ')}.`] as const,
    ),
  ]),
};

/** `VMKBOT_README=write npx vitest run test/seeds-page.test.ts` makes the page anew. */
test('the page of the published problems is what the program makes of rules, scenarios and tests', () => {
  const fresh = seedsPage(SEED_PROBLEMS, named);
  if (process.env.VMKBOT_README === 'write') writeFileSync(FILE, fresh);
  else expect(readFileSync(FILE, 'utf8')).toBe(fresh);
});

describe.each(SEED_PROBLEMS.map((row) => [row.id, row] as const))('%s', (_, row) => {
  test('has a rule or symptom, and a scenario or sample', () => {
    expect(named.rules.get(row.rule), row.rule).toMatch(/\w/);
    expect(named.scenarios.get(row.scenario), row.scenario).toMatch(/\w/);
    expect(row.problem).toMatch(/^\S.{20,}\.$/);
  });

  test('has a test of this name', () => {
    const { file, name } = testOf(row);
    expect(existsSync(path.join(ROOT, file)), file).toBe(true);
    // As it stands in the file: a quote within a title is written with another kind of quote around it.
    expect(readFileSync(path.join(ROOT, file), 'utf8')).toMatch(titled(name));
  });
});

/** What the problem's rule or story has to say of the host as it is read. */
function isShownBy({ rule: id }: SeedRow, state: HostState): boolean {
  const rule = RULES.find((each) => each.id === id);
  if (rule !== undefined) {
    const all = state as Having<keyof HostState, keyof HostState>;
    const designed = rule.needs.every(({ section }) => state[section] !== undefined) ? rule.byDesign?.(all) : [];
    return foundBy(id, diagnose(state).findings).length > 0 || (designed ?? []).length > 0;
  }
  const about = { ...questionOf('why does vMotion hang at 14 %')!, kind: 'symptom' as const, symptom: id };
  return why(state, about).steps.some(({ evidence }) => evidence.length > 0);
}

function questionOf(words: string): Question | null {
  const understood = understand(words);
  return 'question' in understood ? understood.question : null;
}

const lab = new Map(scenarios().map((each) => [each.name, each]));
const samples = new Map(SAMPLES.map((each) => [each.name, each]));

/** Nothing of the host tells of these; the sample says what to ask. */
const asksFor = (row: SeedRow) =>
  samples.get(row.scenario)?.ask.some((words) => questionOf(words)?.symptom === row.rule) === true;

async function seen({ state, world }: ScenarioHost): Promise<HostState> {
  const listed = [...listings(state), ...(state.name.startsWith('ntp-') ? timeListings(state) : [])];
  const text = await withMachine(structuredClone(state), (machine) => session(machine, listed), {
    world: structuredClone(world),
  });
  return read(text).hosts[0]!;
}

test.each(SEED_PROBLEMS.filter(({ scenario }) => samples.has(scenario)).map((row) => [row.id, row] as const))(
  '%s is shown by its sample',
  (_, row) => {
    const { hosts } = read(samples.get(row.scenario)!.text);
    expect(hosts.some((state) => isShownBy(row, state)) || asksFor(row), row.scenario).toBe(true);
  },
);

test.each(SEED_PROBLEMS.filter(({ scenario }) => lab.has(scenario)).map((row) => [row.id, row] as const))(
  '%s is shown by a host of its scenario',
  async (_, row) => {
    const hosts = await Promise.all(lab.get(row.scenario)!.hosts.map(seen));
    expect(hosts.filter((state) => isShownBy(row, state)).length, row.scenario).toBeGreaterThan(0);
  },
  60_000,
);

/** What each document tells of, by the ids of the rows; one that is dropped from the table is missed here. */
const TOLD: Readonly<Record<SeedRow['seed'], string>> = {
  S000: 'return-path console-black route-by-version',
  S001: 'gateway-off-subnet routed-storage-gateway',
  S002: 'nfs-source-address nfs-export-rights nfs-denied works-on-esx pings-mislead echo-replies',
  S003: 'shared-subnet port-binding-exception two-dhcp-adapters console-shares-subnet esx-to-esxi',
  S004: [
    'iscsi-personality dcb-silent-port blade-efuse hardware-too-new mac-refused vendor-image-crashes',
    'logs-by-browser reboot-cause reboot-not-asked-for support-bundle memory-states',
    'ballooning-without-shortage page-sharing-off image-downgrade profiles-of-a-bundle overlay-mtu',
    'duplicate-replies vmotion-on-management iscsi-keeps-its-adapter who-can-vmotion routes-of-an-edge',
    'vds-migration-stalled vds-migration-one-address vds-migration-no-address dead-uplink which-uplink',
    'nlb-unicast-notify nlb-unicast-addresses nlb-multicast-and-gateway guest-time-step host-ahead',
    'ntp-for-several-hosts',
  ].join(' '),
};

test.each(Object.entries(TOLD))('every problem of %s has its row', (seed, ids) => {
  const rows = SEED_PROBLEMS.filter((row) => row.seed === seed);
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.split(' ').toSorted());
});

function titled(name: string): RegExp {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll("'", "\\\\?'");
  return new RegExp(`(?:test|it)(?:\\.each\\([\\s\\S]*?\\))?\\(\\s*(['"\`])${plain}\\1`);
}

const ROWS = path.join(ROOT, 'src/core/seeds/rows');

test.each(readdirSync(ROWS))('%s holds rows of the document that it is named after', async (file) => {
  const seed = /^(s00[0-4])(?:-[a-z]+)?\.ts$/.exec(file)?.[1]?.toUpperCase();
  const rows = Object.values<readonly SeedRow[]>(await import(path.join(ROWS, file))).flat();
  expect(rows.map((row) => row.seed)).toEqual(rows.map(() => seed));
  expect(SEED_PROBLEMS).toEqual(expect.arrayContaining(rows));
});

test('each problem has an id of its own', () => {
  const ids = SEED_PROBLEMS.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});
