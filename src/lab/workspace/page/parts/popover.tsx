import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

/** A menu that hangs on its button: arrow keys move, Esc and a click elsewhere close. Its children are buttons. */
export function Menu({ label, close, children }: { label: string; close: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const menu = ref.current!;
    menu.querySelector('button')?.focus();
    menu.scrollIntoView({ block: 'nearest' });
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !menu.contains(target)) close();
    };
    document.addEventListener('pointerdown', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      if (before instanceof HTMLElement && menu.contains(document.activeElement)) before.focus();
    };
  }, [close]);
  return (
    <div
      ref={ref}
      className="menu"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => keys(event, close)}
    >
      {children}
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function keys(event: KeyboardEvent<HTMLDivElement>, close: () => void): void {
  event.stopPropagation();
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    close();
    return;
  }
  const step = STEPS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items.at((at + step) % items.length)?.focus();
}
