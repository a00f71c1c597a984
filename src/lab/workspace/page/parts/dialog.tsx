import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from './icon-button.tsx';

const REACHABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select, textarea:not(:disabled), [tabindex="0"]';

interface DialogProps {
  title: string;
  close: () => void;
  children: ReactNode;
  className?: string;
}

/** A dialog over the page: keeps the focus inside, closes with Esc, gives the focus back. */
export function Dialog({ title, close, children, className = '' }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const dialog = ref.current!;
    dialog.showModal();
    focusFirst(dialog);
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={keepInside}
      onClick={({ target, currentTarget }) => target === currentTarget && close()}
    >
      <div className="dialog-frame">
        <header className="dialog-head">
          <h2>{title}</h2>
          <IconButton icon="close" label="Close" onClick={close} />
        </header>
        {children}
      </div>
    </dialog>
  );
}

function focusFirst(dialog: HTMLDialogElement): void {
  const wanted = dialog.querySelector<HTMLElement>('[data-autofocus]');
  const field = dialog.querySelector<HTMLElement>('input:not(:disabled), textarea:not(:disabled)');
  (wanted ?? field)?.focus();
}

function keepInside(event: KeyboardEvent<HTMLDialogElement>): void {
  if (event.key !== 'Tab') return;
  const reachable = [...event.currentTarget.querySelectorAll<HTMLElement>(REACHABLE)].filter(
    (element) => element.tabIndex >= 0 && element.getClientRects().length > 0,
  );
  const end = event.shiftKey ? reachable[0] : reachable.at(-1);
  if (document.activeElement !== end) return;
  event.preventDefault();
  (event.shiftKey ? reachable.at(-1) : reachable[0])?.focus();
}
