import { Environment } from './config/environment.ts';
import { inOwnWords, told } from './config/faults.ts';
import { ConfigFile } from './config/file.ts';
import { located, unreadable } from './config/named-files.ts';
import { misnamed } from './config/names.ts';
import { readYaml } from './config/yaml.ts';
import { Problem } from './problem.ts';

export { ConfigFile, Environment };

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
