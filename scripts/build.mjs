// Bundles src/cli.ts to dist/vmkbot.js and the worker of the bot beside it, or into the folder that is named. Split in chunks, so that a verb loads only what it needs (zod costs 20 ms).
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildPage } from './page.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = resolve(root, process.argv[2] ?? 'dist');

await mkdir(dist, { recursive: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { vmkbot: 'src/cli.ts', 'answering-worker': 'src/answering/worker.ts' },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  // piscina and pino find their own files by their place; ssh2 and classic-level have native parts; the others are CommonJS that asks
  // Node for its modules
  external: [
    '@slack/bolt',
    '@slack/socket-mode',
    '@slack/web-api',
    'classic-level',
    'ioredis',
    'pino',
    'piscina',
    'prom-client',
    'ssh2',
    'undici',
    'ws',
    'yaml',
    'yauzl',
  ],
  target: 'node20',
  minify: true,
  chunkNames: 'chunks/[name]-[hash]',
  banner: { js: '#!/usr/bin/env node' },
  metafile: true,
  logLevel: 'warning',
});
await chmod(`${dist}/vmkbot.js`, 0o755);

const written = new Set(Object.keys(metafile.outputs).map((file) => basename(file)));
for (const name of await readdir(`${dist}/chunks`).catch(() => [])) {
  if (!written.has(name)) await rm(`${dist}/chunks/${name}`);
}

await buildPage(`${dist}/page`);
