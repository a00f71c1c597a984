const HUES = 6;

/** A square with the first letter of a name; always the same colour for the same name. */
export function Avatar({ name, app = false, small = false }: { name: string; app?: boolean; small?: boolean }) {
  const hue = app ? 'app' : [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % HUES;
  return (
    <span className={`avatar avatar-${hue}${small ? ' avatar-small' : ''}`} aria-hidden="true">
      {name.slice(0, 1).toUpperCase()}
    </span>
  );
}
