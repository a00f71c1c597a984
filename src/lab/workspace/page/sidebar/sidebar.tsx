import type { ChannelShown } from '../../client-api.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { otherOf } from '../state/names.ts';
import { useSession } from '../state/session.tsx';
import { ChannelList } from './channel-list.tsx';
import { Me } from './me.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** Channels, direct messages, and who one is. */
export function Sidebar({ become, showKeys }: { become: (name: string | null) => void; showKeys: () => void }) {
  const { state, change } = useSession();
  const { overview, side } = state;
  const about = side?.kind === 'about';
  const apps = inSection(overview.channels, (channel) => otherOf(overview, channel)?.id === overview.app.userId);
  const rooms = inSection(overview.channels, ({ kind }) => kind !== 'im');
  return (
    <nav className="sidebar" aria-label="Workspace">
      <header className="sidebar-head">
        <h1>{overview.team.name}</h1>
        <ThemeSwitch />
      </header>
      <div className="sidebar-lists">
        <ChannelList title="Channels" channels={rooms} />
        <ChannelList title="Apps" channels={apps} />
      </div>
      <footer className="sidebar-foot">
        <div className="sidebar-tools">
          <button
            type="button"
            className="about-button"
            aria-pressed={about}
            onClick={() => change({ type: 'side', side: about ? null : { kind: 'about' } })}
          >
            About this workspace
          </button>
          <IconButton icon="keys" label="Keys" onClick={showKeys} />
        </div>
        <Me become={become} />
      </footer>
    </nav>
  );
}

function inSection(channels: readonly ChannelShown[], belongs: (channel: ChannelShown) => boolean): ChannelShown[] {
  return channels.filter(belongs).sort((one, other) => one.name.localeCompare(other.name));
}
