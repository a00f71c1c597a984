import { startApp } from './ack-app.ts';
import { at, openLoop, quiet } from './ack-load.ts';
const mode = process.argv[2] as never;
const kinds = (process.argv[3] ?? 'ack,post,vmkbot').split(',');
const apps = []; for (const k of kinds) apps.push(await startApp(k as never, mode));
try {
  for (const a of apps) { await openLoop(a, 200, 4); await quiet(a); }
  for (let r = 0; r < 4; r++) for (const a of apps) { const c = a.cpu(); const t = await openLoop(a, 200, 3); await quiet(a); console.log(a.kind, 'cpu/cmd', ((a.cpu() - c) / t.length).toFixed(2), 'p50', at(t, 50).toFixed(2), 'p99', at(t, 99).toFixed(2)); }
} finally { for (const a of apps) await a.stop(); }
