import type { State } from './state.ts';

/** How many messages of a channel were not seen, and whether a thread in it has replies that were not. */
export function unreadIn(state: State, channel: string): { messages: number; threads: boolean } {
  const me = state.overview.me.id;
  const since = state.read[channel] ?? '';
  const messages = (state.messages[channel] ?? []).filter(({ ts, user }) => ts > since && user !== me).length;
  return { messages, threads: Object.values(state.fresh).includes(channel) };
}
