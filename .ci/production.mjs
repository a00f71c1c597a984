// What one who runs it for real does, in the folder that is named, which holds no development packages: help, start, Ctrl+C.
// Fails where the program does not come up, does not end, or leaves a file outside that folder.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import path from 'node:path';

const [project] = process.argv.slice(2);
const LIMIT_MS = 60_000;
const outside = mkdtempSync(path.join(path.dirname(path.resolve(project)), 'outside-'));
const elsewhere = ['home', 'tmp'].map((name) => path.join(outside, name));
for (const folder of elsewhere) mkdirSync(folder);
const [home, tmp] = elsewhere;
// Nobody's settings: no tokens, and a home and a place for temporary files that must stay empty.
const env = { PATH: process.env.PATH, HOME: home, TMPDIR: tmp };
let started;
let isUp = false;

const help = spawnSync(process.execPath, ['dist/vmkbot.js', 'help'], {
  cwd: project,
  env,
  encoding: 'utf8',
  timeout: LIMIT_MS,
});
if (help.status !== 0 || !help.stdout.includes('why')) fail(`help ended with ${help.status}: ${help.stderr}`);

started = spawn(process.execPath, ['dist/vmkbot.js', 'start'], {
  cwd: project,
  env,
  stdio: ['ignore', 'pipe', 'pipe'],
});
const ended = new Promise((resolve) => started.once('exit', (status, signal) => resolve(signal ?? status)));
let said = '';
const url = await within(
  'start tells its address',
  new Promise((resolve) => {
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
        const [found] = /http:\/\/127\.0\.0\.1:\d+\/?/.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
    ended.then((status) => isUp || fail(`start ended with ${status}: ${said}`));
  }),
);
isUp = true;
const page = await fetch(url);
const html = await page.text();
if (!page.ok || !html.includes('<script')) fail(`${url} answers ${page.status}: ${html.slice(0, 200)}`);
const [script] = /src="[^"]+\.js"/.exec(html) ?? fail(`${url} names no script`);
const code = await fetch(new URL(script.slice(5, -1), url));
if (!code.ok) fail(`${script} answers ${code.status}`);
await code.arrayBuffer();
started.kill('SIGINT');
const status = await within('start ends', ended);
if (status !== 0) fail(`start ended with ${status}: ${said}`);
for (const folder of elsewhere) {
  const left = readdirSync(folder);
  if (left.length > 0) fail(`outside the project's folder: ${left.join(', ')}`);
}
console.log(
  `${process.version}: help, start and ${url} come up without development packages, and nothing is left elsewhere`,
);

function within(what, promise) {
  const timer = setTimeout(() => fail(`${what}: not within ${LIMIT_MS / 1000} s; ${said}`), LIMIT_MS);
  return promise.finally(() => clearTimeout(timer));
}

function fail(why) {
  console.error(why);
  started?.kill('SIGKILL');
  process.exit(1);
}
