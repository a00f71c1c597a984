import type { Overflow as OverflowElement } from '@slack/types';
import { useCallback, useState } from 'react';
import { IconButton } from '../parts/icon-button.tsx';
import { Menu } from '../parts/popover.tsx';

/** A menu behind three dots. */
export function Overflow(props: { overflow: OverflowElement; busy: boolean; pick: (value: string) => void }) {
  const { overflow, busy, pick } = props;
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <span className="overflow">
      <IconButton
        icon="more"
        label="More"
        className="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-busy={busy}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <Menu label="More" close={close}>
          {overflow.options.map(({ text, value }) => (
            <button
              key={value}
              type="button"
              role="menuitem"
              onClick={() => {
                close();
                pick(value ?? '');
              }}
            >
              {text.text}
            </button>
          ))}
        </Menu>
      )}
    </span>
  );
}
