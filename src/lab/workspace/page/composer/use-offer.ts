import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { Overview } from '../../client-api.ts';
import type { Draft } from './draft.ts';
import { type Offer, offerFor, type Suggestion } from './suggestions.ts';

interface Offering {
  readonly shown: Offer | null;
  readonly active: number | null;
  /** Whether a key was for the popup. */
  takes(event: KeyboardEvent<HTMLTextAreaElement>): boolean;
  pick(suggestion: Suggestion): void;
  /** Looks where the caret is now. */
  look(): void;
  close(): void;
}

/** The popup over a field: what it offers, and the keys that choose. */
export function useOffer(draft: Draft, field: RefObject<HTMLTextAreaElement | null>, overview: Overview): Offering {
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  const [closedFor, setClosedFor] = useState<string | null>(null);
  const isClosed = caret === null || closedFor === draft.text;
  const shown = isClosed ? null : offerFor(draft.text, caret, overview);
  const count = shown?.suggestions.length ?? 0;
  const active = count === 0 ? null : Math.min(chosen, count - 1);
  const pick = ({ insert }: Suggestion) => {
    const from = shown?.from ?? 0;
    const rest = draft.text.slice(caret ?? draft.text.length).replace(/^ /, '');
    draft.setText(`${draft.text.slice(0, from)}${insert}${rest}`);
    setChosen(0);
    requestAnimationFrame(() => field.current?.setSelectionRange(from + insert.length, from + insert.length));
  };
  const takes = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (shown === null || event.currentTarget.selectionStart !== caret) return false;
    const act = keyAct(event.key, event.shiftKey, active, count);
    if (act === null) return false;
    event.preventDefault();
    event.stopPropagation();
    if (act === 'close') setClosedFor(draft.text);
    else if (act === 'pick') pick(shown.suggestions[active!]!);
    else setChosen(act);
    return true;
  };
  const look = () => {
    const area = field.current;
    setCaret(area !== null && area.selectionStart === area.selectionEnd ? area.selectionStart : null);
  };
  return { shown, active, takes, pick, look, close: () => setCaret(null) };
}

function keyAct(key: string, shift: boolean, active: number | null, count: number): 'close' | 'pick' | number | null {
  if (key === 'Escape') return 'close';
  if (active === null) return null;
  if ((key === 'Enter' || key === 'Tab') && !shift) return 'pick';
  if (key === 'ArrowDown') return (active + 1) % count;
  if (key === 'ArrowUp') return (active - 1 + count) % count;
  return null;
}
