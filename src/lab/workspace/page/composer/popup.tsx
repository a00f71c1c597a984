import type { Offer, Suggestion } from './suggestions.ts';

interface PopupProps {
  id: string;
  offer: Offer | null;
  active: number | null;
  pick: (suggestion: Suggestion) => void;
}

/** What goes with what is being typed: commands, names, or how a command goes on. */
export function Popup({ id, offer, active, pick }: PopupProps) {
  if (offer === null) return null;
  if (offer.suggestions.length === 0) {
    return (
      <p id={id} className="popup popup-hint">
        {offer.hint}
      </p>
    );
  }
  return (
    <div id={id} className="popup" role="listbox" aria-label="Suggestions">
      {offer.suggestions.map((suggestion, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus, and its keys choose
        // biome-ignore lint/a11y/useFocusableInteractive: the field names the active one
        <div
          key={suggestion.name}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => pick(suggestion)}
        >
          <strong>{suggestion.name}</strong> <small>{suggestion.note}</small>
        </div>
      ))}
    </div>
  );
}
