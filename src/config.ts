import { isIP } from 'node:net';
import { dirname, isAbsolute, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { inOwnWords, pathText, told } from './config-faults.ts';
import { Problem } from './problem.ts';
import { checkSmallFile, readSmallFile } from './small-file.ts';

/** Names stand in prompts and on command lines, so they are plain; `localhost` names no host. */
const Name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'a name is made of letters, digits, full stops and dashes')
  .refine(
    (name) => !/^localhost(\.localdomain)?$/i.test(name),
    'localhost names no host: every fresh host is called so',
  )
  .refine((name) => !/^[\d.]+$/.test(name), 'this is an address: a name would be taken for one in a question')
  .refine((name) => !/^(vmk|vmnic|vmhba|vswif)\d+$/i.test(name), 'adapters are called so');
const HOST_LABEL = /^(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*\.?$/;
const Address = z
  .string()
  .refine(
    (text) => isIP(text) !== 0 || (HOST_LABEL.test(text) && !/^[\d.]+$/.test(text)),
    'this is no address and no host name',
  );
const Port = z.int().min(1).max(65_535);
const User = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.@\\$-]{0,127}$/, 'this is no user name');
const Variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'this is no name of an environment variable');

/** A path on one line; a key that was pasted here is not told again. */
const KeyFile = z
  .string()
  .min(1)
  .refine(
    (text) => !/[\r\n]|BEGIN/.test(text),
    'this looks like a key itself: give the name of the file that holds it',
  );
const SecretFile = z
  .string()
  .min(1)
  .refine((text) => !/[\r\n]/.test(text), 'this is no name of a file: give the name of the file that holds the secret');

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `180s`, `30m`, `2h`, `1d` as seconds, within bounds. */
function duration(least: string, most: string) {
  const seconds = (text: string) => Number(text.slice(0, -1)) * UNITS[text.slice(-1)]!;
  return z
    .string()
    .regex(/^[1-9]\d{0,5}[smhd]$/, 'a time is written as 180s, 30m, 2h or 1d')
    .transform(seconds)
    .refine((value) => value >= seconds(least) && value <= seconds(most), `it lies between ${least} and ${most}`);
}

/** A secret is named by its place. Whoever writes it down here is stopped before it goes anywhere. */
const never = (where: string) => z.never({ error: `a secret does not belong in this file: use ${where}` }).optional();

const access = {
  address: Address,
  port: Port.default(22),
  user: User.default('root'),
  key: KeyFile.optional(),
  passphrase_file: SecretFile.optional(),
  passphrase_env: Variable.optional(),
  password_file: SecretFile.optional(),
  password_env: Variable.optional(),
  agent: z.literal(true).optional(),
  hostKey: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'a fingerprint is SHA256: and 43 characters, as ssh-keygen -l prints it')
    .optional(),
  via: Name.optional(),
  password: never('password_file, password_env or agent'),
  passphrase: never('passphrase_file or passphrase_env'),
};

/** Cross-checks run beside other faults, so that all are told at once; they take values as they find them. */
const ALWAYS = { when: () => true };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const WAYS = ['key', 'password_file', 'password_env', 'agent'] as const;

type Access = z.output<z.ZodObject<typeof access>>;

function oneWay(host: unknown, context: z.RefinementCtx): void {
  if (!isRecord(host)) return;
  const given = WAYS.filter((way) => host[way] !== undefined);
  if (given.length !== 1) {
    const message =
      given.length === 0
        ? `no way to log in is given: one of ${WAYS.join(', ')}`
        : `one way to log in, not ${given.join(' and ')}`;
    context.addIssue({ code: 'custom', message });
  }
  const passphrases = [host.passphrase_file, host.passphrase_env].filter((each) => each !== undefined).length;
  if (passphrases > 0 && host.key === undefined)
    context.addIssue({ code: 'custom', message: 'a passphrase belongs to a key' });
  if (passphrases > 1) context.addIssue({ code: 'custom', message: 'one passphrase, not two' });
}

const Groups = z.array(Name).default([]);
const Host = z.strictObject({ ...access, groups: Groups }).superRefine(oneWay, ALWAYS);
const Bastion = z.strictObject(access).superRefine(oneWay, ALWAYS);

const SlackId = (letters: string, what: string) =>
  z.string().regex(new RegExp(`^[${letters}][A-Z0-9]{1,20}$`), `this is no ${what} id`);
const People = {
  users: z.array(SlackId('UW', 'user')).default([]),
  usergroups: z.array(SlackId('S', 'user group')).default([]),
};

const Policy = z.strictObject({
  groups: z.array(Name).min(1),
  changes: z.array(z.enum(['route', 'gateway', 'ntp'])).min(1),
  ask: z
    .strictObject({ channels: z.array(SlackId('CGD', 'channel')).default([]), ...People })
    .refine((ask) => ask.channels.length + ask.users.length + ask.usergroups.length > 0, 'nobody may ask'),
  approve: z
    .strictObject({
      ...People,
      count: z.int().min(1).max(10).default(1),
      reason: z.enum(['required', 'optional']).default('optional'),
      totp: z.boolean().default(false),
    })
    .refine(({ users, usergroups }) => users.length + usergroups.length > 0, 'nobody may approve')
    .refine(
      ({ users, usergroups, count }) => usergroups.length > 0 || new Set(users).size >= count,
      'fewer may approve than must',
    ),
  expires: duration('1m', '7d').prefault('30m'),
  timer: duration('60s', '1h').prefault('180s'),
});

const Protected = z.strictObject({ name: Name, address: Address, port: Port.optional() });

/** The configuration file. */
export const ConfigFile = z
  .strictObject({
    hosts: z.record(z.string(), Host).default({}),
    bastions: z.record(z.string(), Bastion).default({}),
    policies: z.array(Policy).default([]),
    protected: z.array(Protected).default([]),
  })
  .superRefine((file: unknown, context) => {
    if (!isRecord(file)) return;
    const fault = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
    for (const kind of ['hosts', 'bastions']) {
      for (const [name, host] of Object.entries(isRecord(file[kind]) ? file[kind] : {})) {
        const wrong = viaOf(host) === undefined ? null : viaFault(name, viaOf(host)!, kind, file.bastions);
        if (wrong !== null) fault([kind, name, 'via'], wrong);
      }
    }
    const peers = Array.isArray(file.protected) ? file.protected.map((peer) => String(peer?.name)) : [];
    for (const i of twice(peers)) fault(['protected', i, 'name'], 'this name was given before');
  }, ALWAYS);

const viaOf = (host: unknown) => (isRecord(host) && typeof host.via === 'string' ? host.via : undefined);

function viaFault(name: string, via: string, kind: string, bastions: unknown): string | null {
  const known = isRecord(bastions) ? bastions : {};
  if (!Object.hasOwn(known, via)) return 'no such host is listed under bastions';
  const passed = new Set(kind === 'bastions' ? [name] : []);
  for (let next: string | undefined = via; next !== undefined; next = viaOf(known[next])) {
    if (passed.has(next)) return 'this chain of jump hosts comes back to itself';
    passed.add(next);
  }
  return null;
}

const twice = (names: readonly string[]) => names.flatMap((name, i) => (names.indexOf(name) < i ? [i] : []));

const Text = z.string().min(1);

/** The environment (contract.md); other variables are none of ours. */
export const Environment = z
  .object({
    SLACK_BOT_TOKEN: Text.optional(),
    SLACK_APP_TOKEN: Text.optional(),
    SLACK_SIGNING_SECRET: Text.optional(),
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, 'a port is a number')
      .transform(Number)
      .refine((port) => port <= 65_535, 'a port is at most 65535')
      .optional(),
    SLACK_API_URL: z
      .string()
      .regex(/^https?:\/\/\S+\/api\/$/, 'an address of http or https that ends in /api/')
      .optional(),
    VMKBOT_CONFIG: Text.optional(),
    VMKBOT_STORE: z
      .string()
      .min(1)
      .refine(
        (text) => !/^[a-z]+:\/\//i.test(text) || /^rediss?:\/\/\S+$/i.test(text),
        'a redis:// address or a directory',
      )
      .default('./.vmkbot'),
    VMKBOT_HTTP: z
      .string()
      .regex(/^(?:\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]*):\d{1,5}$/, 'an address and port, such as 127.0.0.1:8080')
      .optional(),
  })
  .superRefine((env: Record<string, unknown>, context) => {
    const [bot, app, secret] = [env.SLACK_BOT_TOKEN, env.SLACK_APP_TOKEN, env.SLACK_SIGNING_SECRET];
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (bot !== undefined && app === undefined && secret === undefined) {
      fault('SLACK_BOT_TOKEN', 'it needs SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET and PORT (HTTP)');
    }
    if (bot === undefined && (app !== undefined || secret !== undefined)) fault('SLACK_BOT_TOKEN', 'it is missing');
    if (secret !== undefined && app === undefined && env.PORT === undefined) fault('PORT', 'HTTP mode needs it');
  }, ALWAYS);

export type Environment = z.output<typeof Environment>;
export type ConfigFile = z.output<typeof ConfigFile>;
export type HostConfig = ConfigFile['hosts'][string];
export type BastionConfig = ConfigFile['bastions'][string];
export type PolicyConfig = ConfigFile['policies'][number];

export interface Config {
  readonly env: Environment;
  readonly file: ConfigFile;
}

/** Reads environment and file; every fault of both is told at once, with its path, before anything starts. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.keys(Environment.shape).map((name) => [name, env[name]]));
  const surroundings = Environment.safeParse(given, { error: inOwnWords });
  const path = env.VMKBOT_CONFIG;
  const written = path ? readYaml(path) : { value: {}, faults: [] };
  const file = ConfigFile.safeParse(written.value, { error: inOwnWords });
  const faults = [
    ...told(['environment'], surroundings.error),
    ...written.faults,
    ...(written.faults.length > 0 ? [] : told([], file.error)),
    ...(path ? [...misnamed(written.value), ...unreadable(written.value, env, path)] : []),
  ];
  if (faults.length > 0 || !surroundings.success || !file.success) throw faulty(faults);
  return { env: surroundings.data, file: path ? located(file.data, path) : file.data };
}

/** What is not YAML is told by line and kind alone: the parser's own words quote the file, and secrets may stand in it. */
function readYaml(path: string): { value: unknown; faults: string[] } {
  let text: string;
  try {
    text = readSmallFile(path).toString('utf8');
  } catch (fault) {
    return {
      value: {},
      faults: [`${path} cannot be read (${(fault as NodeJS.ErrnoException).code ?? 'no reason given'})`],
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines, logLevel: 'silent' });
  const faults = document.errors.map(({ pos, code }) => {
    const { line, col } = lines.linePos(pos[0]);
    return `${path}, line ${line}, column ${col}: not YAML (${code.toLowerCase().replaceAll('_', ' ')})`;
  });
  if (faults.length > 0) return { value: {}, faults };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) ?? {}, faults };
  } catch {
    return { value: {}, faults: [`${path}: its aliases cannot be resolved`] };
  }
}

/** Names as they are written: a record of zod's would lose `__proto__`. A name is typed in letters of any size. */
function misnamed(file: unknown): string[] {
  const faults: string[] = [];
  for (const kind of ['hosts', 'bastions']) {
    const names = isRecord(file) && isRecord(file[kind]) ? Object.keys(file[kind]) : [];
    const before = new Map<string, string>();
    for (const name of names) {
      const named = Name.safeParse(name);
      const twin = before.get(name.toLowerCase());
      if (!named.success) faults.push(...told([kind, name], named.error).slice(0, 1));
      else if (twin !== undefined) {
        faults.push(`${pathText([kind, name])}: it differs from ${twin} only in the size of its letters`);
      }
      before.set(name.toLowerCase(), name);
    }
  }
  return faults;
}

const FILES = ['key', 'password_file', 'passphrase_file'] as const;
const VARIABLES = ['password_env', 'passphrase_env'] as const;

const SHAPES = { key: KeyFile, password_file: SecretFile, passphrase_file: SecretFile } as const;

/**
 * Files and variables that are named and are not there. It takes the file as it stands, faults and all, and says no value
 * again: whoever mistook the field wrote the secret itself.
 */
function unreadable(file: unknown, env: NodeJS.ProcessEnv, path: string): string[] {
  const faults: string[] = [];
  for (const kind of ['hosts', 'bastions']) {
    const all = isRecord(file) && isRecord(file[kind]) ? file[kind] : {};
    for (const [name, host] of Object.entries(all)) {
      const given = (key: string) => (isRecord(host) && typeof host[key] === 'string' ? host[key] : undefined);
      const fault = (key: string, message: string) => faults.push(`${pathText([kind, name, key])}: ${message}`);
      for (const key of FILES) {
        const named = SHAPES[key].safeParse(given(key));
        const why = named.success ? unreadableFor(at(path, named.data)) : undefined;
        if (why !== undefined) fault(key, `the file that it names cannot be read (${why})`);
      }
      for (const key of VARIABLES) {
        const named = Variable.safeParse(given(key));
        if (named.success && !env[named.data]) fault(key, 'the environment has no variable of the name that it gives');
      }
      if (isRecord(host) && host.agent === true && !env.SSH_AUTH_SOCK)
        fault('agent', 'the environment has no SSH_AUTH_SOCK');
    }
  }
  return faults;
}

/** Files are named from where the configuration lies. */
const at = (path: string, file: string) => (isAbsolute(file) ? file : join(dirname(path), file));

function located(file: ConfigFile, path: string): ConfigFile {
  const move = <T extends Access>(host: T): T => {
    const files = FILES.filter((key) => host[key] !== undefined).map((key) => [key, at(path, host[key]!)]);
    return { ...host, ...Object.fromEntries(files) };
  };
  const all = <T extends Access>(hosts: Record<string, T>) =>
    Object.fromEntries(Object.entries(hosts).map(([name, host]) => [name, move(host)]));
  return { ...file, hosts: all(file.hosts), bastions: all(file.bastions) };
}

function unreadableFor(path: string): string | undefined {
  try {
    checkSmallFile(path);
    return undefined;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code ?? 'no reason given';
  }
}

function faulty(faults: readonly string[]): Problem {
  const said =
    faults.length === 1
      ? `The configuration has a fault, so nothing was started: ${faults[0]}.`
      : `The configuration has ${faults.length} faults, so nothing was started.`;
  return new Problem({
    code: 'config',
    message: said,
    next: 'Correct what is wrong in the environment or in the file that VMKBOT_CONFIG names.',
    exit: 2,
    faults,
  });
}
