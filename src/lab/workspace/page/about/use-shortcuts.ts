import { useEffect } from 'react';

/** The keys that work everywhere on the page. */
export function useShortcuts(showKeys: () => void): void {
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]') !== null) return;
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      const toComposer = (event.ctrlKey || event.metaKey) && event.key === 'k';
      if (toComposer || (event.key === '/' && !typing)) {
        event.preventDefault();
        document.querySelector<HTMLElement>('.main textarea')?.focus();
      } else if (event.key === '?' && !typing) {
        event.preventDefault();
        showKeys();
      }
    };
    document.addEventListener('keydown', keys);
    return () => document.removeEventListener('keydown', keys);
  }, [showKeys]);
}
