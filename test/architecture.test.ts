import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Who may import whom. Packages and Node's modules are named as they are imported, files by their path from the root. */
const WALLS: Readonly<Record<string, { readonly may: RegExp; readonly because: string }>> = {
  'src/core': {
    may: /^(src\/core\/|ip-num$|zod$)/,
    because: 'the core does no input or output, so that any case can be written as a test',
  },
  'src/core/net': {
    may: /^(src\/core\/net\/|ip-num$)/,
    because: 'addresses know nothing of hosts',
  },
  'src/core/esxi': {
    may: /^src\/core\/(esxi|net)\/|^src\/core\/evidence\.ts$/,
    because: 'reading says what was printed; what follows from it is decided elsewhere',
  },
  'src/core/routing': {
    may: /^src\/core\/(routing|esxi|net)\/|^src\/core\/(evidence|step|sources)\.ts$/,
    because: 'a lookup rests on the table alone, not on what a service or a rule makes of it',
  },
  'src/core/services': {
    may: /^src\/core\/(services|routing|esxi|net)\/|^src\/core\/(evidence|step|sources)\.ts$/,
    because: 'which adapter a service uses is a fact that rules may rest on, so it rests on none',
  },
  'src/core/rules': {
    may: /^src\/core\/(rules|reboots|time|services|routing|esxi|net)\/|^src\/core\/\w+\.ts$/,
    because: 'a rule finds facts and explains them; replies and verbs are made from it later',
  },
  'src/core/time': {
    may: /^src\/core\/(time|services|routing|esxi|net)\/|^src\/core\/(evidence|step|sources)\.ts$/,
    because: 'what keeps a host from the right time is a fact that rules, verbs and answers rest on',
  },
  'src/core/reboots': {
    may: /^src\/core\/(reboots|esxi)\/|^src\/core\/evidence\.ts$/,
    because: 'why a host stopped is read from its logs alone; rules and answers rest on it',
  },
  'src/core/plans': {
    may: /^src\/core\/(plans|routing|time|esxi|net)\/|^src\/core\/(rules\/(rule|guest-time-step)|evidence|sources|hosts)\.ts$/,
    because:
      'a plan rests on the table, the time, the host and the facts of a finding; how those were found is no matter of it, but what a step does to guests it has to say',
  },
  'src/core/approvals': {
    may: /^src\/core\/approvals\//,
    because: 'who may confirm and what happens then is decided without knowing what is changed',
  },
  'src/core/compare': {
    may: /^src\/core\/(compare|rules|services|routing|esxi|net)\/|^src\/core\/\w+\.ts$/,
    because: 'a comparison finds facts of two hosts; its words for people are made in describe',
  },
  'src/core/schemas': {
    may: /^src\/core\/schemas\/|^src\/core\/(services\/service|hosts)\.ts$|^zod$/,
    because: 'a published shape is a promise of its own, not a view of a type that may change',
  },
  'src/core/questions': {
    may: /^src\/core\/(questions|services|rules|routing|esxi|net)\/|^src\/core\/\w+\.ts$/,
    because: 'understanding a question needs names, not a host',
  },
  commands: {
    may: /^(commands\/|src\/core\/|src\/(command|changes-port|problem|nearest|version|inventory|digest)\.ts$|src\/samples\/)/,
    because: 'a command runs alike in a terminal and in chat, so it knows neither',
  },
  'src/bundle': {
    may: /^(src\/(bundle|core\/esxi)\/|src\/(file-kind|problem)\.ts$|tar$|node:(?:stream|zlib)$)/,
    because: 'a bundle is bytes in and text out; nothing of it is ever written, so it knows no file system',
  },
  'src/depot': {
    may: /^(src\/depot\/|src\/problem\.ts$|yauzl$|node:stream$)/,
    because: 'an offline bundle is a zip in and text out; it is read by its path or its bytes, and nothing is written',
  },
  'src/terminal': {
    may: /^(src\/(terminal|bundle|depot|core|samples)\/|commands\/|src\/(asking|command|decided-in-slack|file-kind|problem|nearest|version|live|hosts-named|hosts-unread|record\/open)\.ts$|node:)/,
    because: 'the terminal renders what commands return',
  },
  'src/answering': {
    may: /^(src\/(answering|core|samples)\/|commands\/|src\/hosts\/(bounded|slots)\.ts$|src\/(command|changes-port|problem|inventory)\.ts$|piscina$|tsx\/esm\/api$|node:)/,
    because: 'a worker runs verbs and nothing else; hosts, chat and secrets stay on the main thread',
  },
  'src/changes': {
    may: /^(src\/(changes|core)\/|src\/hosts\/(bounded|change-text|run-change)\.ts$|src\/(digest|problem|store\/store)\.ts$|node:)/,
    because:
      'a change knows host and store by their ports; whoever tells of it, in chat or a terminal, is not known here',
  },
  'src/hosts': {
    may: /^(src\/(hosts|core)\/|src\/(problem|inventory|config|folder|small-file)\.ts$|ssh2$|node:)/,
    because: 'reading hosts implements a port; it knows no verb and no terminal',
  },
  'src/store': {
    may: /^(src\/store\/|src\/(problem|folder)\.ts$|classic-level$|ioredis$|node:)/,
    because: 'a store keeps JSON under names; what it means is known to those who write it',
  },
  'src/record': {
    may: /^(src\/(record|core)\/|src\/changes\/(audit|change|journal)\.ts$|src\/store\/(index|store)\.ts$|src\/(changes-port|problem)\.ts$|node:)/,
    because: 'the record is read as it is kept; nobody asks for a change, decides on one or runs it by way of reading',
  },
  'src/slack/text': {
    may: /^src\/slack\/text\/|^src\/core\/esxi\/output-shape\.ts$/,
    because: 'that no text of a host becomes markup, and what was typed is what is read, is kept in one small place',
  },
  'src/slack/render': {
    may: /^src\/slack\/(render|text)\/|^src\/slack\/message\.ts$|^src\/core\/(reply|proof|sources|chart)\.ts$|^@slack\/types$/,
    because: 'a renderer turns a reply into blocks: it posts nothing and knows no verb',
  },
  'src/slack/changes/card': {
    may: /^src\/slack\/(changes\/(card\/|ids\.ts$)|render\/|text\/|message\.ts$)|^src\/(core|changes)\/|^@slack\/types$/,
    because: 'a card is a change turned into blocks: it asks nobody and posts nothing',
  },
  'src/slack/outbox': {
    may: /^src\/slack\/(outbox\/|message\.ts$)|^@slack\/(web-api|types)$|^node:/,
    because: 'how a message reaches Slack does not depend on what it says',
  },
  'src/slack/delivery': {
    may: /^src\/slack\/(delivery\/|outbox\/(outbox|log)\.ts$|message\.ts$)|^src\/(problem|store\/store)\.ts$|^node:/,
    because: 'whether a delivery is new, and how a person is told, does not depend on what was asked',
  },
  'src/slack/people': {
    may: /^src\/slack\/(people\/|(identity|message)\.ts$|outbox\/words\.ts$)|^src\/(core\/policy\/|(config|problem|log)\.ts$)|^@slack\/(web-api|types)$/,
    because: 'who somebody is, and what policies make of them, does not depend on what they want',
  },
  'src/slack': {
    may: /^(src\/(slack|bundle|depot|core|changes|log|health\/metrics|store|answering)[/.]|src\/(asking|changes-port|command|decided-in-slack|config|file-kind|record\/(read|names)|problem|nearest|inventory|hosts-named|hosts-unread|live|otp\/codes)\.ts$|commands\/index\.ts$|@slack\/(bolt|web-api|types)$|node:)/,
    because: 'what the bot does in Slack knows hosts, store and workers by their ports; it opens none of them',
  },
  'src/otp': {
    may: /^src\/(otp\/|(config|config\/totp|problem|small-file|store\/store)\.ts$)|^@otplib\//,
    because: 'a code is judged by a secret, a clock and a store; whose change it confirms is no matter of it',
  },
  'src/health': {
    may: /^(src\/(health|problem)[/.]|prom-client$|node:)/,
    because: 'whether the process is of use is told from what others say of themselves',
  },
  'src/start': {
    may: /^(src\/(start|lab|slack|changes|otp|health|store|answering|hosts|record)\/|src\/(config|folder|live|log|main|problem)\.ts$|@slack\/types$|yaml$|node:)/,
    because: 'this is where the parts are joined, and the only place that knows both the bot and the lab',
  },
  'src/slack/listeners': {
    may: /^src\/slack\/(listeners|delivery|views)\/|^src\/slack\/changes\/(ids|open-box|vote-view)\.ts$|^src\/slack\/(bot|incoming|message-content)\.ts$|^src\/(log|health\/metrics)\.ts$|^@slack\/bolt$/,
    because: 'a listener acknowledges and hands over; what is done then is no matter of Bolt',
  },
  'src/slack/conversation': {
    may: /^(src\/(slack|core|changes)\/|commands\/index\.ts$|src\/(answering\/answering|store\/store|record\/read)\.ts$|src\/(asking|changes-port|command|decided-in-slack|problem|nearest|inventory|hosts-named|hosts-unread)\.ts$|@slack\/types$)/,
    because: 'a conversation knows ports, and neither Bolt nor the Web API',
  },
  'src/slack/sockets': {
    may: /^src\/slack\/sockets\/|^src\/log\.ts$|^@slack\/bolt$|^node:/,
    because: 'how Slack reaches the bot does not depend on what it brings',
  },
  'src/lab/workspace': {
    may: /^(src\/lab\/workspace\/|@slack\/(types|web-api)$|ws$|zod$|node:|react(-dom)?($|\/)|slack-blocks-to-jsx($|\/))/,
    because: 'the lab is the outside world: it knows protocols, and nothing of the bot',
  },
  'src/lab/workspace/page': {
    may: /^src\/lab\/workspace\/(page\/|(client-api|options)\.ts$)|^(react|react-dom\/client|slack-blocks-to-jsx|@slack\/types)$/,
    because: 'the page runs in a browser: it knows what a client may ask and nothing of the server',
  },
  'src/config': {
    may: /^(src\/(config\/|(problem|small-file)\.ts$)|yaml$|zod$|node:)/,
    because: 'what may be configured is read before anything that it configures',
  },
  'src/samples': { may: /^src\/samples\//, because: 'a sample is text that somebody could have pasted' },
};

interface Import {
  readonly file: string;
  readonly of: string;
  readonly lazy: boolean;
  readonly typeOnly: boolean;
}

const imports = ['src', 'commands'].flatMap(filesIn).flatMap(importsOf);

describe.each(Object.entries(WALLS))('%s', (folder, { may, because }) => {
  test(`imports only what it may: ${because}`, () => {
    const inside = imports.filter(({ file }) => file.startsWith(`${folder}/`));
    expect(filesIn(folder).length, `${folder} is in the table but holds nothing`).toBeGreaterThan(0);
    expect(inside.filter(({ of }) => !may.test(of)).map(({ file, of }) => `${file} imports ${of}`)).toEqual([]);
  });
});

test('ip-num is known to one file: its objects are slow to match with and keep host bits', () => {
  expect(filesImporting('ip-num')).toEqual(['src/core/net/address.ts']);
});

test('zod is known to the schemas, the configuration and the local workspace alone: loading it costs more than answering', () => {
  const others = filesImporting('zod').filter((file) => !/^src\/(core\/schemas|config)\//.test(file));
  expect(others).toEqual(['src/lab/workspace/http/requests.ts']);
});

test('the lab is known to what starts it alone', () => {
  const others = imports.filter(({ file, of }) => of.startsWith('src/lab/') && !/^src\/(lab|start)\//.test(file));
  expect(others.map(({ file, of }) => `${file} imports ${of}`)).toEqual([]);
});

test('the terminal loads nothing of Slack, of a store or of a logger', () => {
  const heavy = /^(@slack|undici$|piscina$|pino$|ioredis$|classic-level$|ws$|prom-client$|ssh2$)/;
  expect([...reachedAtOnce('src/cli.ts')].filter((of) => heavy.test(of))).toEqual([]);
});

test('only the schema verb loads zod', () => {
  const verbs = filesIn('commands').filter((file) => file !== 'commands/schema.ts');
  for (const verb of ['src/cli.ts', 'src/terminal/run.ts', ...verbs]) {
    expect([...reachedAtOnce(verb)], verb).not.toContain('zod');
  }
});

test('the core has no clock, no randomness, no process and no logger', () => {
  const ambient =
    /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|process\.(env|argv|exit|std|hrtime)|console\.(log|error|warn)|setTimeout|setInterval|fetch\()/;
  const found = filesIn('src/core').filter((file) => ambient.test(withoutComments(textOf(file))));
  expect(found).toEqual([]);
});

test('the project speaks of itself only', () => {
  const words =
    /\b(assistant|chatbot|language model|prompt engineering|co-authored-by)\b|\.\.\/shared|\/work\/|\/root\/(?!\.)|registry\.npmjs/i;
  const own = ['src', 'commands', 'scripts', 'bench']
    .flatMap(filesIn)
    .concat(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md']);
  expect(own.filter((file) => words.test(textOf(file)))).toEqual([]);
});

test('no file of the core loads itself again by way of others', () => {
  const files = filesIn('src/core');
  const found = files.filter((file) => reachedAtOnce(file).has(file));
  expect(found).toEqual([]);
});

function filesImporting(name: string): string[] {
  return [...new Set(imports.filter(({ of }) => of === name).map(({ file }) => file))];
}

/** Every file and package that loading a file loads with it. */
function reachedAtOnce(start: string): Set<string> {
  const reached = new Set<string>();
  const queue = [start];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const line of importsFrom(at)) {
      if (line.lazy || line.typeOnly || reached.has(line.of)) continue;
      reached.add(line.of);
      queue.push(line.of);
    }
  }
  return reached;
}

function importsFrom(file: string): readonly Import[] {
  return imports.filter((line) => line.file === file);
}

function importsOf(file: string): Import[] {
  const text = withoutComments(textOf(file));
  const written = [...text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'"]*?\sfrom\s+)?'([^']+)'/gm)];
  const lazy = [...text.matchAll(/\bimport\('([^']+)'\)/g)];
  return [
    ...written.map(([, type, of]) => ({ file, of: target(file, of!), lazy: false, typeOnly: type !== undefined })),
    ...lazy.map(([, of]) => ({ file, of: target(file, of!), lazy: true, typeOnly: false })),
  ];
}

function target(file: string, of: string): string {
  return of.startsWith('.') ? path.posix.join(path.posix.dirname(file), of) : of;
}

function textOf(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function filesIn(folder: string): string[] {
  const all = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return all
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .filter((file) => /\.(tsx?|mjs)$/.test(file) && statSync(path.join(ROOT, file)).isFile());
}
