import { useState } from 'react';
import { Avatar } from '../parts/avatar.tsx';
import { Icon } from '../parts/icon.tsx';
import { Menu } from '../parts/popover.tsx';
import { useSession } from '../state/session.tsx';

/** Who one is in this tab, and the way to be somebody else. */
export function Me({ become }: { become: (name: string | null) => void }) {
  const { me, people } = useSession().state.overview;
  const [open, setOpen] = useState(false);
  const others = people.filter(({ id, kind, deactivated }) => id !== me.id && kind !== 'bot' && !deactivated);
  return (
    <div className="me">
      <button
        type="button"
        className="me-button"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Avatar name={me.name} />
        <span className="me-text">
          <small>You are</small>
          <strong>{me.name}</strong>
        </span>
        <Icon name="down" size={14} />
        <span className="hidden">, be somebody else</span>
      </button>
      {open && (
        <Menu label="Be somebody else" close={() => setOpen(false)}>
          {others.map(({ id, name }) => (
            <button key={id} type="button" role="menuitem" onClick={() => become(name)}>
              <Avatar name={name} small /> Be {name}
            </button>
          ))}
        </Menu>
      )}
    </div>
  );
}
