import { useCallback, useState } from 'react';
import type { FileShown } from '../client-api.ts';
import { About } from './about/about.tsx';
import { Keys } from './about/keys.tsx';
import { useShortcuts } from './about/use-shortcuts.ts';
import { ChannelView } from './channel/channel-view.tsx';
import { FileViewer, ViewerContext } from './files/viewer.tsx';
import { Modal } from './modal/modal.tsx';
import { Banner } from './parts/banner.tsx';
import { Sidebar } from './sidebar/sidebar.tsx';
import { useSession } from './state/session.tsx';
import { Thread } from './thread/thread.tsx';

/** The workspace as one person sees it. */
export function Frame({ become }: { become: (name: string | null) => void }) {
  const { state } = useSession();
  const [file, setFile] = useState<FileShown | null>(null);
  const [keys, setKeys] = useState(false);
  const toggleKeys = useCallback(() => setKeys((shown) => !shown), []);
  useShortcuts(toggleKeys);
  return (
    <ViewerContext value={setFile}>
      <Banner />
      <div className={`frame${state.side === null ? '' : ' frame-side'}`}>
        <Sidebar become={become} showKeys={toggleKeys} />
        <ChannelView key={`${state.channel} ${state.tab}`} />
        {state.side?.kind === 'thread' && (
          <Thread key={state.side.ts} channel={state.side.channel} ts={state.side.ts} />
        )}
        {state.side?.kind === 'about' && <About />}
      </div>
      {state.modal !== null && <Modal key={state.modal.id} view={state.modal} />}
      {file !== null && <FileViewer key={file.id} file={file} close={() => setFile(null)} />}
      {keys && <Keys close={toggleKeys} />}
    </ViewerContext>
  );
}
