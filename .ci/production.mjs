// What one who runs it for real does, in the folder that is named, which holds no development packages: help, start, Ctrl+C, and reading
// a (simulated) host as in a container beside a Redis, where no home can be written.
// Fails where the program does not come up, does not end, or leaves a file outside that folder.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
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
let lab;
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
await readsHost();
console.log(
  `${process.version}: help, start, a host and ${url} come up without development packages, and nothing is left elsewhere`,
);

async function readsHost() {
  const at = path.join(outside, 'lab');
  mkdirSync(at);
  const checkout = path.join(import.meta.dirname, '..');
  const words = [path.join(checkout, 'node_modules/tsx/dist/cli.mjs'), path.join(checkout, 'src/lab/main.ts')];
  lab = spawn(process.execPath, words, { cwd: at, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => lab.once('exit', resolve));
  await within(
    'the simulated hosts come up',
    new Promise((resolve) => lab.stdout.on('data', (chunk) => String(chunk).includes('Ctrl+C') && resolve())),
  );
  const read = spawnSync(process.execPath, ['dist/vmkbot.js', 'check', 'plain-703'], {
    cwd: project,
    env: {
      ...env,
      HOME: '/dev/null',
      XDG_STATE_HOME: path.join(at, 'state'),
      VMKBOT_STORE: 'redis://127.0.0.1:6379', // a command line keeps nothing there
      VMKBOT_CONFIG: path.join(at, '.vmkbot/lab/inventory.yaml'),
    },
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  lab.kill('SIGINT');
  await within('the simulated hosts end', gone);
  if (read.status !== 0 || !read.stdout.includes('ESXi 7.0.3'))
    fail(`check ended with ${read.status}: ${read.stdout}${read.stderr}`);
  if (!existsSync(path.join(at, 'state/vmkbot/logins'))) fail('no record of logins was kept below XDG_STATE_HOME');
}

function within(what, promise) {
  const timer = setTimeout(() => fail(`${what}: not within ${LIMIT_MS / 1000} s; ${said}`), LIMIT_MS);
  return promise.finally(() => clearTimeout(timer));
}

function fail(why) {
  console.error(why);
  started?.kill('SIGKILL');
  lab?.kill('SIGKILL');
  process.exit(1);
}
