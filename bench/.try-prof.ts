import { startApp } from './ack-app.ts';
import { at, closedLoop, openLoop, quiet } from './ack-load.ts';
import { askAll } from './ack-paste.ts';

const kind = process.argv[2] as never;
const mode = process.argv[3] as never;
const what = process.argv[4];
const app = await startApp(kind, mode);
try {
  await openLoop(app, 200, 3);
  await quiet(app);
  if (what === 'open')
    for (let i = 0; i < 3; i++) {
      const t = await openLoop(app, 200, 4);
      console.log('open', at(t, 50).toFixed(2), at(t, 90).toFixed(2), at(t, 99).toFixed(2), Math.max(...t).toFixed(1));
      await quiet(app);
    }
  if (what === 'closed')
    for (let i = 0; i < 3; i++) {
      console.log('closed', (await closedLoop(app, 1.5)).toFixed(0));
      await quiet(app);
    }
  if (what === 'paste') {
    await askAll(app, 0, 30);
    const t = await askAll(app, 30, 90);
    for (const w of ['file', 'follow-up'] as const)
      console.log(w, at(t[w], 50).toFixed(2), at(t[w], 90).toFixed(2), at(t[w], 99).toFixed(2));
  }
} finally {
  await app.stop();
}
