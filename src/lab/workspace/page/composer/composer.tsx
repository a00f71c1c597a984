import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { ChannelShown } from '../../client-api.ts';
import { sentenceOf } from '../api/calls.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { titleOf } from '../state/names.ts';
import { useSession } from '../state/session.tsx';
import type { Draft } from './draft.ts';
import { FileChips } from './file-chips.tsx';
import { Popup } from './popup.tsx';
import { send } from './send.ts';
import { useOffer } from './use-offer.ts';

/** Over this Slack makes a file of it. */
const LONGEST = 4_000;

/** Where one writes: Enter sends, Shift+Enter begins a line. */
export function Composer({ channel, thread, draft }: { channel: ChannelShown; thread?: string; draft: Draft }) {
  const { state, ask } = useSession();
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const popup = useId();
  const offer = useOffer(draft, field, state.overview);
  useGrowing(field, draft.text);
  useLand(field, thread !== undefined);
  const submit = () => {
    const { text, files } = draft;
    if (text.trim() === '' && files.length === 0) return;
    setProblem('');
    draft.clear();
    send({ ask, overview: state.overview, channel, thread, text, files }).catch((error: unknown) => {
      setProblem(sentenceOf(error));
      draft.setText(text);
      draft.addFiles(files);
    });
  };
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || offer.takes(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || inFence(event.currentTarget)) return;
    event.preventDefault();
    submit();
  };
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    draft.addFiles([...event.clipboardData.files]);
  };
  const label = thread === undefined ? `Message to ${titleOf(channel)}` : 'Reply in the thread';
  return (
    <form
      className="composer"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Popup id={popup} offer={offer.shown} active={offer.active} pick={offer.pick} />
      <div className="composer-box">
        <textarea
          ref={field}
          className={thread === undefined ? 'composer-main' : ''}
          rows={1}
          value={draft.text}
          placeholder={thread === undefined ? `Message ${titleOf(channel)}` : 'Reply …'}
          aria-label={label}
          aria-autocomplete="list"
          aria-controls={offer.shown === null ? undefined : popup}
          aria-activedescendant={offer.active === null ? undefined : `${popup}-${offer.active}`}
          onChange={(event) => {
            draft.setText(event.target.value);
            offer.look();
          }}
          onKeyDown={keys}
          onSelect={offer.look}
          onBlur={offer.close}
          onPaste={paste}
        />
        <FileChips files={draft.files} remove={draft.removeFile} />
        <div className="composer-foot">
          <IconButton icon="clip" label="Choose a file" onClick={() => picker.current?.click()} />
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            aria-label="Files to send"
            onChange={(event) => {
              draft.addFiles([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
          <span className="composer-note">
            {draft.text.length > LONGEST
              ? 'Over 4,000 characters: it goes as a file'
              : 'Enter sends · Shift+Enter for a new line'}
          </span>
          <button
            type="submit"
            className="send"
            aria-label="Send"
            title="Send"
            disabled={draft.text.trim() === '' && draft.files.length === 0}
          >
            <span aria-hidden="true">Send</span>
          </button>
        </div>
      </div>
      <p className="composer-problem" role="alert">
        {problem}
      </p>
    </form>
  );
}

/** Between opening and closing marks of a code block Enter begins a line, as in Slack. */
function inFence({ value, selectionStart }: HTMLTextAreaElement): boolean {
  const opened = value.slice(0, selectionStart).split('```').length - 1;
  return opened % 2 === 1;
}

function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: its height follows the text
  useLayoutEffect(() => {
    const area = field.current!;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [field, text]);
}

/** A channel that is opened is ready to be written in, unless one moves through the list of channels by keyboard. */
function useLand(field: RefObject<HTMLTextAreaElement | null>, inThread: boolean): void {
  useEffect(() => {
    const at = document.activeElement;
    if (inThread || at === null || at === document.body) field.current?.focus();
  }, [field, inThread]);
}
