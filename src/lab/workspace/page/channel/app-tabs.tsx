import { useSession } from '../state/session.tsx';
import { unreadIn } from '../state/unread.ts';

const TABS = [
  ['messages', 'Messages'],
  ['home', 'Home'],
] as const;

/** The tabs of the app's own place. */
export function AppTabs() {
  const { state, change } = useSession();
  const { messages, threads } = unreadIn(state, state.channel);
  const isNew = state.tab === 'home' && (messages > 0 || threads);
  return (
    <div className="tabs" role="tablist" aria-label="Tabs of the app">
      {TABS.map(([tab, name]) => (
        <button
          key={tab}
          type="button"
          role="tab"
          aria-selected={state.tab === tab}
          onClick={() => change({ type: 'open', channel: state.channel, tab })}
        >
          {name}
          {tab === 'messages' && isNew && <span className="tab-new">{messages > 0 ? `${messages} new` : 'new'}</span>}
        </button>
      ))}
    </div>
  );
}
