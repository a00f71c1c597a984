/** Slack's `ts` is seconds since 1970 with a fraction that makes it unique. */
const dateOf = (ts: string): Date => new Date(Number.parseFloat(ts) * 1000);

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

export const timeOf = (ts: string): string => clock.format(dateOf(ts));
export const momentOf = (ts: string): string => whole.format(dateOf(ts));
export const isoOf = (ts: string): string => dateOf(ts).toISOString();

/** "Today", "Yesterday" or the date. */
export function dayOf(ts: string): string {
  const date = dateOf(ts);
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return 'Today';
  return date.toDateString() === yesterday.toDateString() ? 'Yesterday' : day.format(date);
}
