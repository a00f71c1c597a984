import { type KeyboardEvent, useRef, useState } from 'react';
import type { OptionShown } from '../../client-api.ts';
import { Icon } from '../parts/icon.tsx';
import { IconButton } from '../parts/icon-button.tsx';

interface ComboboxProps {
  id: string;
  /** Its name, where no label stands beside it. */
  label: string | undefined;
  placeholder: string;
  describedBy: string | undefined;
  invalid: boolean;
  multi: boolean;
  options: readonly OptionShown[];
  /** Stands in the list where it is empty. */
  note: string;
  chosen: readonly OptionShown[];
  query: string;
  search: (query: string) => void;
  pick: (option: OptionShown) => void;
  unpick: (option: OptionShown) => void;
  clearable: boolean;
}

/** A menu that is searched by typing: arrow keys choose, Enter picks, Esc closes. */
export function Combobox(props: ComboboxProps) {
  const { id, label, placeholder, describedBy, invalid, multi, options, note, chosen, query, search, pick } = props;
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const at = Math.min(active, options.length - 1);
  const close = () => {
    setOpen(false);
    search('');
    setActive(0);
  };
  const take = (option: OptionShown | undefined) => {
    if (option === undefined) return;
    pick(option);
    close();
  };
  const keys = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      setOpen(true);
      if (open && options.length > 0)
        setActive((at + (key === 'ArrowDown' ? 1 : -1) + options.length) % options.length);
    } else if (key === 'Enter' && open) take(options[at]);
    else if (key === 'Escape' && open) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const one = !multi && !open ? chosen[0]?.text : undefined;
  return (
    <div className="combobox">
      {multi && <Picked chosen={chosen} unpick={props.unpick} />}
      <div className="combobox-row">
        <input
          ref={input}
          id={id}
          role="combobox"
          type="text"
          autoComplete="off"
          aria-label={label}
          aria-describedby={describedBy}
          aria-invalid={invalid}
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-activedescendant={open && options.length > 0 ? `${id}-${at}` : undefined}
          placeholder={(!multi && chosen[0]?.text) || placeholder}
          value={one ?? query}
          onChange={(event) => {
            setOpen(true);
            setActive(0);
            search(event.target.value);
          }}
          onClick={() => setOpen(true)}
          onBlur={close}
          onKeyDown={keys}
        />
        {props.clearable && !multi && chosen[0] !== undefined ? (
          <IconButton icon="close" label="Choose nothing" size={14} onClick={() => props.unpick(chosen[0]!)} />
        ) : (
          <Icon name="down" size={14} />
        )}
      </div>
      {open && <Choices id={id} options={options} note={note} chosen={chosen} active={at} take={take} />}
    </div>
  );
}

interface ChoicesProps {
  id: string;
  options: readonly OptionShown[];
  note: string;
  chosen: readonly OptionShown[];
  active: number;
  take: (option: OptionShown) => void;
}

function Choices({ id, options, note, chosen, active, take }: ChoicesProps) {
  return (
    <div
      id={`${id}-list`}
      className="choices-list"
      role="listbox"
      aria-label="Choices"
      ref={(list) => list?.scrollIntoView({ block: 'nearest' })}
    >
      {options.length === 0 && <div className="choices-note">{note}</div>}
      {options.map((option, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus, and its keys choose
        // biome-ignore lint/a11y/useFocusableInteractive: the field names the active one
        <div
          key={option.value}
          id={`${id}-${at}`}
          role="option"
          aria-selected={chosen.some(({ value }) => value === option.value)}
          className={at === active ? 'active' : ''}
          ref={(item) => {
            if (at === active) item?.scrollIntoView({ block: 'nearest' });
          }}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(option)}
        >
          {option.text}
          {option.description !== undefined && <small>{option.description}</small>}
        </div>
      ))}
    </div>
  );
}

function Picked({ chosen, unpick }: { chosen: readonly OptionShown[]; unpick: (option: OptionShown) => void }) {
  if (chosen.length === 0) return null;
  return (
    <ul className="chips" aria-label="Chosen">
      {chosen.map((option) => (
        <li key={option.value} className="chip">
          {option.text}
          <IconButton icon="close" label={`Leave out ${option.text}`} size={14} onClick={() => unpick(option)} />
        </li>
      ))}
    </ul>
  );
}
