import { createContext, type Dispatch, type ReactNode, useContext, useEffect, useMemo, useReducer } from 'react';
import type { MessageShown, Overview, StreamEvent } from '../../client-api.ts';
import { type Ask, asking } from '../api/calls.ts';
import { listen } from '../api/stream.ts';
import { keepPlace, keepRead, keepThread, keptPlace, keptRead, keptThread } from './kept.ts';
import { reduce } from './reduce.ts';
import { type Change, firstState, type State } from './state.ts';

interface Session {
  readonly state: State;
  readonly change: Dispatch<Change>;
  readonly ask: Ask;
}

const SessionContext = createContext<Session | null>(null);

/** What the tab shows, how to change it, and how to ask the workspace as the tab's person. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('there is no session above');
  return session;
}

/** One person's session: kept up to date by their stream. */
export function SessionOf({ overview, children }: { overview: Overview; children: ReactNode }) {
  const { team, me } = overview;
  const ask = useMemo(() => asking(me.name), [me.name]);
  const [state, change] = useReducer(reduce, overview, first);
  useEffect(() => keepUpToDate(me.name, ask, change), [me.name, ask]);
  useEffect(() => keepRead(team.id, me.name, state.read), [team.id, me.name, state.read]);
  useEffect(() => {
    const open = state.overview.channels.find(({ id }) => id === state.channel);
    if (open !== undefined) keepPlace(open.name);
  }, [state.channel, state.overview.channels]);
  useEffect(() => keepThread(state.side?.kind === 'thread' ? state.side : null), [state.side]);
  useThread(state, ask, change);
  useSeen(state, change);
  const session = useMemo(() => ({ state, change, ask }), [state, ask]);
  return <SessionContext value={session}>{children}</SessionContext>;
}

function first(overview: Overview): State {
  const kept = keptPlace();
  const mine = overview.channels.filter(({ members }) => members.includes(overview.me.id));
  const rooms = [...mine.filter(({ kind }) => kind !== 'im'), ...mine];
  const thread = keptThread();
  const ofThread = overview.channels.find(({ id }) => id === thread?.channel);
  const open = ofThread ?? mine.find(({ name }) => name === kept) ?? rooms[0];
  const state = firstState(overview, keptRead(overview.team.id, overview.me.name), open?.id ?? '');
  return ofThread === undefined || thread === null ? state : { ...state, side: { kind: 'thread', ...thread } };
}

function keepUpToDate(as: string, ask: Ask, change: Dispatch<Change>): () => void {
  const told = (event: StreamEvent) => {
    if (event.type === 'hello') load(ask, change).catch(() => change({ type: 'lost' }));
    else change(event);
  };
  return listen(as, told, () => change({ type: 'lost' }));
}

/** Asks for everything anew: after a lost connection nothing else is known to be true. */
async function load(ask: Ask, change: Dispatch<Change>): Promise<void> {
  const { app } = await ask('overview', {});
  // The direct message with the app comes to be when it is first asked for.
  await ask('messages', { channel: app.userId, limit: 1 });
  const overview = await ask('overview', {});
  const seen = overview.channels.filter(({ kind, members }) => kind === 'public' || members.includes(overview.me.id));
  const lists = await Promise.all(seen.map(async ({ id }) => [id, (await ask('messages', { channel: id })).messages]));
  change({ type: 'loaded', overview, messages: Object.fromEntries(lists) as Record<string, MessageShown[]> });
  const { views } = await ask('views', {});
  change({ type: 'modal', view: views.at(-1) ?? null });
}

/** Reads the open thread when it is opened, and again after a lost connection. */
function useThread({ side, live }: State, ask: Ask, change: Dispatch<Change>): void {
  const channel = side?.kind === 'thread' ? side.channel : null;
  const ts = side?.kind === 'thread' ? side.ts : null;
  useEffect(() => {
    if (channel === null || ts === null || !live) return;
    ask('thread', { channel, thread: ts }).then(
      ({ messages }) => change({ type: 'thread', ts, messages }),
      () => change({ type: 'side', side: null }),
    );
  }, [ask, change, channel, ts, live]);
}

function useSeen(state: State, change: Dispatch<Change>): void {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible' && state.live) change({ type: 'seen' });
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [state, change]);
}
