// Bundles the page of the local workspace, whole: a page that loaded anything from elsewhere would be refused by its own policy.
import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = 'src/lab/workspace/page';

/** Writes `index.html`, its script, its style and its icon into a folder. */
export async function buildPage(folder) {
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: { page: `${page}/main.tsx`, 'page-style': `${page}/styles/index.css` },
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    minify: true,
    logLevel: 'warning',
  });
  for (const name of ['index.html', 'icon.svg']) await copyFile(`${root}/${page}/${name}`, `${folder}/${name}`);
}
