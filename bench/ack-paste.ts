/** From a question to the answer's post: the time between the event leaving the workspace and `chat.postMessage` arriving there. */
import { SAMPLES } from '../src/samples/index.ts';
import { type App, CHANNELS } from './ack-app.ts';

export type Way = 'file' | 'follow-up';

const QUESTION = '@vmkbot why does vMotion use vmk1';
const PATIENCE_MS = 10_000;

/** A 200-line capture; `salt` makes its addresses new each time, as they are in life. */
function capture(salt: number): string {
  const text = SAMPLES.find(({ name }) => name === 'multi-stack')!.text.replaceAll('172.29.', `172.${salt % 250}.`);
  const rows = Array.from(
    { length: Math.max(0, 200 - text.split('\n').length - 2) },
    (_, i) =>
      `172.${salt % 250}.10.${i}      00:50:56:ad:1e:${(i % 256).toString(16).padStart(2, '0')}  vmk0    1199 sec         Dynamic`,
  );
  return [text, '[root@esx-81:~] esxcli network ip neighbor list', HEADER, ...rows, ''].join('\n');
}

const HEADER =
  'Neighbor         Mac Address        Vmknic    Expiry  State  Type\n---------------  -----------------  ------  --------  -----  -----------';

/** Asks once in each channel, about a file of 200 lines, and then again in the threads that remember it. */
export async function askAll(app: App, from: number, to: number): Promise<Record<Way, number[]>> {
  const times: Record<Way, number[]> = { file: [], 'follow-up': [] };
  const threads: string[] = [];
  for (let i = from; i < to; i += 1) {
    const { ms, ts } = await asked(app, i, undefined);
    times.file.push(ms);
    threads.push(ts);
  }
  for (const [i, thread] of threads.entries()) times['follow-up'].push((await asked(app, from + i, thread)).ms);
  return times;
}

/** Detail follows the answer; the next question waits for it, as people do. */
const READ_MS = 60;

async function asked({ workspace }: App, i: number, thread: string | undefined): Promise<{ ms: number; ts: string }> {
  const channel = `q${i % CHANNELS}`;
  const { id } = workspace.channel(channel);
  let sent = 0;
  let late: NodeJS.Timeout | undefined;
  const event = workspace.faults.drop({
    type: 'app_mention',
    match: () => {
      sent = performance.now();
      return false;
    },
  });
  const posted = new Promise<number>((resolve, reject) => {
    late = setTimeout(() => reject(new Error(`no answer in ${channel}`)), PATIENCE_MS);
    const call = workspace.faults.serverError({
      method: 'chat.postMessage',
      channel: id,
      match: () => {
        resolve(performance.now() - sent);
        call.off();
        return false;
      },
    });
  });
  const { message } =
    thread === undefined
      ? await workspace.client.upload({
          as: 'netops',
          channel,
          text: QUESTION,
          files: [{ name: 'esx-81.txt', text: capture(i) }],
        })
      : await workspace.client.post({ as: 'netops', channel, thread, text: QUESTION });
  const ms = await posted;
  clearTimeout(late);
  event.off();
  await new Promise((resolve) => setTimeout(resolve, READ_MS));
  return { ms, ts: message.ts };
}
