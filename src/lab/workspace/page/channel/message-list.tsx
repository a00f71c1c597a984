import type { KeyboardEvent, RefObject } from 'react';
import type { MessageShown } from '../../client-api.ts';
import { dayOf } from '../parts/time.ts';
import { Message } from './message.tsx';
import { useFoot } from './use-foot.ts';

interface MessageListProps {
  label: string;
  messages: readonly MessageShown[] | null;
  scroller: RefObject<HTMLDivElement | null>;
  inThread: boolean;
}

/** Messages, the newest at the foot; stays there while one is there. Arrow keys move between messages. */
export function MessageList({ label, messages, scroller, inThread }: MessageListProps) {
  const { below, toFoot } = useFoot(scroller, messages, !inThread);
  if (messages === null) return <div className="messages" ref={scroller} />;
  return (
    <div className="messages" ref={scroller}>
      <div className="messages-inner" role="log" aria-label={label} onKeyDown={moveBetween}>
        {messages.length === 0 && <p className="empty">Nothing has been said here yet.</p>}
        {messages.map((message, at) => (
          <Message
            key={message.ts}
            message={message}
            day={!inThread && isNewDay(messages[at - 1], message) ? dayOf(message.ts) : null}
            joined={(inThread || !message.isApp) && goesOn(messages[at - 1], message)}
            inThread={inThread}
            last={at === messages.length - 1}
          />
        ))}
      </div>
      {below > 0 && (
        <div className="below">
          <button type="button" onClick={toFoot}>
            {below === 1 ? '1 new message' : `${below} new messages`} <span aria-hidden="true">↓</span>
          </button>
        </div>
      )}
    </div>
  );
}

function isNewDay(before: MessageShown | undefined, message: MessageShown): boolean {
  return before === undefined || dayOf(before.ts) !== dayOf(message.ts);
}

const CLOSE_SECONDS = 300;

/** Whether a message goes on from the one before: same person, soon after, alike in who sees it. */
function goesOn(before: MessageShown | undefined, message: MessageShown): boolean {
  if (before === undefined || isNewDay(before, message) || before.replies > 0) return false;
  const near = Number.parseFloat(message.ts) - Number.parseFloat(before.ts) < CLOSE_SECONDS;
  const alike = before.user === message.user && before.ephemeral === message.ephemeral;
  return near && alike && before.subtype === message.subtype;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function moveBetween(event: KeyboardEvent<HTMLDivElement>): void {
  const step = STEPS[event.key];
  const active = document.activeElement;
  if (step === undefined || !active?.classList.contains('message')) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.message')];
  const next = all[all.indexOf(active as HTMLElement) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
