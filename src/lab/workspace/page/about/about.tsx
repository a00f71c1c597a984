import { IconButton } from '../parts/icon-button.tsx';
import { useSession } from '../state/session.tsx';
import { AppInChannels } from './app-in-channels.tsx';
import { People } from './people.tsx';

/** Says what this workspace is, who is in it, and what a newcomer may play with. */
export function About() {
  const { state, change } = useSession();
  const { app } = state.overview;
  const close = () => change({ type: 'side', side: null });
  return (
    <aside
      className="side about"
      aria-label="About this workspace"
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <header className="head">
        <h2>About this workspace</h2>
        <IconButton icon="close" label="Close" onClick={close} />
      </header>
      <div className="about-body">
        <p>
          This page stands in for Slack. It runs on this machine alone: nothing is sent anywhere, and all of it is gone
          when you stop it. To {app.name} it is a Slack workspace, with Slack's limits and refusals.
        </p>
        <p>{linkSentence(app.name, app.connections)}</p>
        <People />
        <AppInChannels />
      </div>
    </aside>
  );
}

function linkSentence(name: string, connections: number | null): string {
  if (connections === null) return `${name} is reached by signed HTTP requests.`;
  if (connections === 0) return `${name} is not connected now: what you ask it will fail.`;
  return `${name} is connected by Socket Mode, with ${connections === 1 ? 'one link' : `${connections} links`}.`;
}
