import type { Button as ButtonElement } from '@slack/types';

/** A button; one with an address opens it too. */
export function Button({ button, busy, click }: { button: ButtonElement; busy: boolean; click: () => void }) {
  const { text, style, accessibility_label: label, url } = button;
  return (
    <button
      type="button"
      className={`button${style === undefined ? '' : ` button-${style}`}`}
      aria-label={label}
      aria-busy={busy}
      onClick={() => {
        if (url !== undefined && /^https?:/.test(url)) window.open(url, '_blank', 'noopener');
        click();
      }}
    >
      {text.text}
    </button>
  );
}
