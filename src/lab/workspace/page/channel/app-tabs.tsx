import { useSession } from '../state/session.tsx';

const TABS = [
  ['messages', 'Messages'],
  ['home', 'Home'],
] as const;

/** The tabs of the app's own place. */
export function AppTabs() {
  const { state, change } = useSession();
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
        </button>
      ))}
    </div>
  );
}
