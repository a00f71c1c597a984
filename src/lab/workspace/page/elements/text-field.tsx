import type { EmailInput, NumberInput, PlainTextInput, URLInput } from '@slack/types';
import type { FieldProps } from './field.tsx';

const LONGEST = 3_000;

type Props = FieldProps<PlainTextInput | NumberInput | EmailInput | URLInput>;

/** One line or several; near its limit it counts what is left. */
export function TextField({ element, id, label, bare, value, change, describedBy, invalid }: Props) {
  const plain = element.type === 'plain_text_input' ? element : null;
  const most = plain === null ? undefined : (plain.max_length ?? LONGEST);
  const text = value !== undefined && 'text' in value ? value.text : (element.initial_value ?? '');
  const left = most === undefined ? null : most - text.length;
  const common = {
    id,
    value: text,
    placeholder: element.placeholder?.text,
    'aria-label': bare === true ? label : undefined,
    'aria-describedby': [describedBy, left === null ? undefined : `${id}-left`].filter(Boolean).join(' ') || undefined,
    'aria-invalid': invalid,
    'data-autofocus': element.focus_on_load === true ? true : undefined,
    onChange: (event: { target: { value: string } }) => change({ text: event.target.value }),
  };
  const rows = text.split('\n').length;
  return (
    <div className="text-field">
      {plain?.multiline === true ? (
        <textarea {...common} rows={Math.min(12, Math.max(4, rows))} spellCheck={false} wrap="off" />
      ) : (
        <input {...common} type="text" inputMode={element.type === 'number_input' ? 'numeric' : 'text'} />
      )}
      {left !== null && (
        <span id={`${id}-left`} className={`left${left < 0 ? ' left-none' : ''}`}>
          {left < 0 ? `${-left} over the limit of ${most}` : `${text.length} of ${most}`}
        </span>
      )}
    </div>
  );
}
