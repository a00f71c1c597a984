/** Behind a change of time: looks from time to time whether the host follows a server, until it does or the time is over. */
import { TIME_NEEDS } from '../../core/esxi/needs.ts';
import { Problem } from '../../problem.ts';
import { asJson } from '../change.ts';
import type { Work } from '../work.ts';
import { begunWatch, type Looked, lookedAt, notLookedAt, type Watch } from './watch.ts';

/** Writes down that it is watched from now on. What is applied stays, whatever comes of it. */
export async function beginToWatch(work: Work, detail: object): Promise<void> {
  const watch = begunWatch(work.parts.watchNow(), work.parts.patience);
  await work.to('watching', ['watch', 'before'], asJson({ ...detail, until: watch.until }), { watch });
}

/** One look, where one is due; then the host is free for others until the next. */
export async function watch(work: Work): Promise<void> {
  const kept = work.change.watch!;
  const looked = await lookOnce(work, kept);
  await work.parts.at('watching:done');
  switch (looked.kind) {
    case 'over':
      return await work.end('verified', looked.why, { watch: looked.watch });
    case 'on':
      if (looked.news === null) return await work.keep({ watch: looked.watch });
      return await work.note('watch', 'after', { why: looked.news }, { watch: looked.watch });
  }
}

async function lookOnce(work: Work, kept: Watch): Promise<Looked> {
  const { patience } = work.parts;
  try {
    return lookedAt(kept, await work.read(TIME_NEEDS), work.parts.watchNow(), patience);
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    return notLookedAt(kept, fault.message, work.parts.watchNow(), patience);
  }
}
