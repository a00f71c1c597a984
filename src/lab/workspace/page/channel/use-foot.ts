import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { MessageShown } from '../../client-api.ts';
import { awaits } from '../state/awaited.ts';
import { useSession } from '../state/session.tsx';

const NEAR_FOOT = 80;

/**
 * Keeps the foot of a list in sight while a person is there, and when they have done something themselves; else counts what came in below.
 * A channel begins at its foot, a thread at its first message.
 */
export function useFoot(
  scroller: RefObject<HTMLDivElement | null>,
  messages: readonly MessageShown[] | null,
  fromFoot: boolean,
): { readonly below: number; readonly toFoot: () => void } {
  const atFoot = useRef(fromFoot);
  /** The newest message when the foot was last in sight. */
  const [seen, setSeen] = useState<string | null>(null);
  const last = messages?.at(-1)?.ts ?? null;
  const latest = useRef(last);
  latest.current = last;
  const toFoot = useCallback(() => {
    const box = scroller.current;
    if (box === null) return;
    atFoot.current = true;
    box.scrollTop = box.scrollHeight;
    setSeen(latest.current);
  }, [scroller]);
  useStick(scroller, atFoot, toFoot, () => setSeen(latest.current));
  useOwn(messages, fromFoot, toFoot);
  useLayoutEffect(() => {
    const box = scroller.current;
    // What was there when it was opened is not new, and what is wholly in sight needs no mark.
    if (box !== null && (atFoot.current || isAtFoot(box))) setSeen(last);
    else setSeen((before) => before ?? last);
  }, [scroller, last]);
  const me = useSession().state.overview.me.id;
  const below = seen === null ? 0 : (messages ?? []).filter(({ ts, user }) => ts > seen && user !== me).length;
  return { below, toFoot };
}

function isAtFoot({ scrollHeight, scrollTop, clientHeight }: HTMLDivElement): boolean {
  return scrollHeight - scrollTop - clientHeight < NEAR_FOOT;
}

/** What one has just written or asked for oneself is shown, wherever one was. */
function useOwn(messages: readonly MessageShown[] | null, isChannel: boolean, toFoot: () => void): void {
  const { me } = useSession().state.overview;
  const last = messages?.at(-1);
  const before = useRef<string | null | undefined>(undefined);
  useLayoutEffect(() => {
    const known = before.current;
    if (messages === null) return;
    before.current = last?.ts ?? null;
    if (known === undefined || last === undefined || last.ts === known) return;
    const inThread = isChannel ? null : messages.map(({ ts }) => ts);
    if (last.user === me.id || (last.isApp && (last.ephemeral || awaits(last.channel, inThread)))) toFoot();
  }, [messages, last, isChannel, me.id, toFoot]);
}

/** A message that grows while it is edited, or a field below that grows, moves the foot: the sizes are watched and not the list. */
function useStick(
  scroller: RefObject<HTMLDivElement | null>,
  atFoot: RefObject<boolean>,
  toFoot: () => void,
  isThere: () => void,
): void {
  const there = useRef(isThere);
  there.current = isThere;
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    let [height, room] = [0, 0];
    const keep = () => {
      if (atFoot.current) toFoot();
      [height, room] = [box.scrollHeight, box.clientHeight];
    };
    const look = () => {
      // What grew or was laid out anew scrolls too: only a person leaves the foot.
      if (box.scrollHeight !== height || box.clientHeight !== room) return;
      atFoot.current = isAtFoot(box);
      if (atFoot.current) there.current();
    };
    const sizes = new ResizeObserver(keep);
    const watch = () => {
      sizes.disconnect();
      for (const one of [box, ...box.querySelectorAll('.messages-inner')]) sizes.observe(one);
    };
    const children = new MutationObserver(watch);
    children.observe(box, { childList: true });
    watch();
    box.addEventListener('scroll', look, { passive: true });
    keep();
    return () => {
      sizes.disconnect();
      children.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, [scroller, atFoot, toFoot]);
}
