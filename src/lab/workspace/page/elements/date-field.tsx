import type { Datepicker } from '@slack/types';
import type { FieldProps } from './field.tsx';

/** A date, by the browser's own picker. */
export function DateField({ element, id, label, bare, value, change, describedBy, invalid }: FieldProps<Datepicker>) {
  const date = value !== undefined && 'date' in value ? value.date : (element.initial_date ?? null);
  return (
    <input
      type="date"
      id={id}
      value={date ?? ''}
      aria-label={bare === true ? label : undefined}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      onChange={(event) => change({ date: event.target.value === '' ? null : event.target.value })}
    />
  );
}
