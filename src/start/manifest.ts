import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Manifest } from '../lab/workspace/index.ts';

/** The app as it is shipped: `manifest.yml` lies at the same distance from this file and from the program's chunks. */
export function shippedManifest(): Manifest {
  return parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')) as Manifest;
}
