/** For so long is waited for what Slack tells of people: a trigger lives for 3 s, and a box may have to be opened after it. */
export const LOOK_UP_MS = 1_500;

/** What comes in time; rejects where it does not. It goes on all the same, for whoever asks next. */
export async function soon<T>(coming: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Slack did not answer within ${ms} ms`)), ms);
  });
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}
