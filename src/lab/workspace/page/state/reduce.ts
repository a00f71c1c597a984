import type { MessageShown } from '../../client-api.ts';
import type { Change, State } from './state.ts';

/** What a tab shows after a change. */
export function reduce(state: State, change: Change): State {
  switch (change.type) {
    case 'loaded':
      return { ...state, ...stillThere(state, change.overview), live: true, messages: change.messages };
    case 'lost':
      return { ...state, live: false };
    case 'message':
      return withMessage(state, change.message);
    case 'removed':
      return without(state, change.channel, change.ts);
    case 'channel': {
      const others = state.overview.channels.filter(({ id }) => id !== change.channel.id);
      return { ...state, overview: { ...state.overview, channels: [...others, change.channel] } };
    }
    case 'app':
      return { ...state, overview: { ...state.overview, app: change.app } };
    case 'modal':
      return { ...state, modal: change.view };
    case 'home':
      return { ...state, home: change.view };
    case 'home-opened':
      // What the app published meanwhile came by the stream, and is newer.
      return state.home === change.before ? { ...state, home: change.view } : state;
    case 'thread':
      return { ...state, threads: { ...state.threads, [change.ts]: change.messages } };
    case 'open': {
      const side = state.side?.kind === 'thread' && state.side.channel !== change.channel ? null : state.side;
      return { ...state, channel: change.channel, tab: change.tab, side };
    }
    case 'side':
      return { ...state, side: change.side };
    case 'seen':
      return seen(state);
  }
}

/** After a lost connection the workspace may be another one, with other ids. */
function stillThere(state: State, overview: State['overview']): Pick<State, 'overview' | 'channel' | 'side' | 'tab'> {
  const ids = overview.channels.map(({ id }) => id);
  if (ids.includes(state.channel)) return { overview, channel: state.channel, side: state.side, tab: state.tab };
  return { overview, channel: ids[0] ?? '', side: null, tab: 'messages' };
}

function withMessage(state: State, message: MessageShown): State {
  const { channel, ts, thread } = message;
  if (thread === undefined || thread === ts) {
    const threads = state.threads[ts] ? { ...state.threads, [ts]: placed(state.threads[ts], message) } : state.threads;
    const messages = { ...state.messages, [channel]: placed(state.messages[channel] ?? [], message) };
    return { ...state, messages, threads };
  }
  const known = state.threads[thread] ?? [];
  const isNew = message.user !== state.overview.me.id && !known.some((one) => one.ts === ts);
  const open = state.side?.kind === 'thread' && state.side.ts === thread;
  return {
    ...state,
    threads: { ...state.threads, [thread]: placed(known, message) },
    fresh: isNew && !open ? { ...state.fresh, [thread]: channel } : state.fresh,
  };
}

/** In the order of time; one that stands there is replaced. */
function placed(list: readonly MessageShown[], message: MessageShown): MessageShown[] {
  const others = list.filter(({ ts }) => ts !== message.ts);
  const after = others.findIndex(({ ts }) => ts > message.ts);
  return after === -1 ? [...others, message] : others.toSpliced(after, 0, message);
}

function without(state: State, channel: string, ts: string): State {
  const left = (list: readonly MessageShown[]) => list.filter((message) => message.ts !== ts);
  const threads = Object.entries(state.threads).map(([root, list]) => [root, left(list)] as const);
  const messages = { ...state.messages, [channel]: left(state.messages[channel] ?? []) };
  return { ...state, messages, threads: Object.fromEntries(threads) };
}

/** What is open counts as seen. */
function seen(state: State): State {
  const last = state.messages[state.channel]?.at(-1)?.ts;
  const open = state.side?.kind === 'thread' ? state.side.ts : undefined;
  const isRead = last === undefined || state.read[state.channel] === last || state.tab === 'home';
  if (isRead && (open === undefined || !(open in state.fresh))) return state;
  const fresh = Object.fromEntries(Object.entries(state.fresh).filter(([ts]) => ts !== open));
  return { ...state, fresh, read: isRead ? state.read : { ...state.read, [state.channel]: last } };
}
