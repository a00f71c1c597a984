import { useCallback, useState } from 'react';
import type { MessageShown } from '../../client-api.ts';
import { sentenceOf } from '../api/calls.ts';
import { failureOf } from '../api/outcome.ts';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Menu } from '../parts/popover.tsx';
import { useSession } from '../state/session.tsx';
import { textOf } from './text-of.ts';

interface MessageToolsProps {
  message: MessageShown;
  inThread: boolean;
  openThread: () => void;
  menu: boolean;
  setMenu: (open: boolean) => void;
}

/** What can be done with a message: shown while it is pointed at or has the focus. */
export function MessageTools({ message, inThread, openThread, menu, setMenu }: MessageToolsProps) {
  const { state } = useSession();
  const { busy, said, run, copy, remove } = useDoings(message);
  const close = useCallback(() => setMenu(false), [setMenu]);
  const shortcuts = message.ephemeral ? [] : state.overview.app.messageShortcuts;
  const then = (work: () => void) => () => {
    setMenu(false);
    work();
  };
  return (
    <>
      <div className={`tools${menu || busy ? ' tools-shown' : ''}`}>
        {!inThread && !message.ephemeral && (
          <IconButton icon="reply" label="Reply in thread" size={16} onClick={openThread} />
        )}
        <IconButton icon="copy" label="Copy text" size={16} onClick={copy} />
        <IconButton
          icon="more"
          label="More actions"
          size={16}
          aria-haspopup="menu"
          aria-expanded={menu}
          onClick={() => setMenu(!menu)}
        />
        {menu && (
          <Menu label="What to do with this message" close={close}>
            {shortcuts.map(({ name, callbackId }) => (
              <button key={callbackId} type="button" role="menuitem" onClick={then(() => run(callbackId))}>
                <Icon name="diagnose" size={16} />
                <span>
                  {name}
                  <small>{state.overview.app.name}</small>
                </span>
              </button>
            ))}
            {!inThread && !message.ephemeral && (
              <button type="button" role="menuitem" onClick={then(openThread)}>
                <Icon name="reply" size={16} /> Reply in thread
              </button>
            )}
            <button type="button" role="menuitem" onClick={then(copy)}>
              <Icon name="copy" size={16} /> Copy text
            </button>
            {message.user === state.overview.me.id && (
              <button type="button" role="menuitem" className="menu-danger" onClick={then(remove)}>
                <Icon name="trash" size={16} /> Delete message
              </button>
            )}
          </Menu>
        )}
      </div>
      <p className="message-said" role="status">
        {busy ? 'Working …' : said}
      </p>
    </>
  );
}

const SAID_MS = 6_000;

function useDoings(message: MessageShown) {
  const { state, ask } = useSession();
  const { overview } = state;
  const { channel, ts } = message;
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const say = (words: string) => {
    setSaid(words);
    setTimeout(() => setSaid(''), SAID_MS);
  };
  const run = (callbackId: string) => {
    setBusy(true);
    ask('shortcut', { channel, ts, callbackId })
      .then(({ outcome }) => say(failureOf(outcome, overview.app.name) ?? ''))
      .catch((error: unknown) => say(sentenceOf(error)))
      .finally(() => setBusy(false));
  };
  const copy = () => {
    navigator.clipboard.writeText(textOf(message, overview)).then(
      () => say('Copied.'),
      () => say('The browser does not let this page copy.'),
    );
  };
  const remove = () => {
    ask('remove', { channel, ts }).catch((error: unknown) => say(sentenceOf(error)));
  };
  return { busy, said, run, copy, remove };
}
