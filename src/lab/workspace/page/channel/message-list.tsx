import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import type { MessageShown } from '../../client-api.ts';
import { dayOf } from '../parts/time.ts';
import { useSession } from '../state/session.tsx';
import { Message } from './message.tsx';

interface MessageListProps {
  label: string;
  messages: readonly MessageShown[] | null;
  scroller: RefObject<HTMLDivElement | null>;
  inThread: boolean;
}

/** Messages, the newest at the foot; stays there while one is there. Arrow keys move between messages. */
export function MessageList({ label, messages, scroller, inThread }: MessageListProps) {
  useStickToFoot(scroller, !inThread);
  useOwnInSight(scroller, messages);
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

const NEAR_FOOT = 80;

/** What one has just written oneself is shown, wherever one was. */
function useOwnInSight(scroller: RefObject<HTMLDivElement | null>, messages: readonly MessageShown[] | null): void {
  const { me } = useSession().state.overview;
  const last = messages?.at(-1);
  const own = last?.user === me.id ? last.ts : undefined;
  const loaded = useRef(false);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box !== null && own !== undefined && loaded.current) box.scrollTop = box.scrollHeight;
    loaded.current = messages !== null;
  }, [scroller, own, messages]);
}

/**
 * A message that grows while it is edited moves the foot, so the size is watched and not the list. A channel begins at its foot, a thread
 * at its first message.
 */
function useStickToFoot(scroller: RefObject<HTMLDivElement | null>, fromFoot: boolean): void {
  const atFoot = useRef(fromFoot);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    let height = 0;
    const toFoot = () => {
      if (atFoot.current) box.scrollTop = box.scrollHeight;
      height = box.scrollHeight;
    };
    const look = () => {
      // What grew or was laid out anew scrolls too: only a person leaves the foot.
      if (box.scrollHeight !== height) return;
      atFoot.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_FOOT;
    };
    const sizes = new ResizeObserver(toFoot);
    sizes.observe(box);
    for (const child of box.children) sizes.observe(child);
    const children = new MutationObserver(() => {
      for (const child of box.children) sizes.observe(child);
    });
    children.observe(box, { childList: true });
    box.addEventListener('scroll', look, { passive: true });
    toFoot();
    return () => {
      sizes.disconnect();
      children.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [scroller]);
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
