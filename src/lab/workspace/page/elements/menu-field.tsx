import { useState } from 'react';
import { Combobox } from './combobox.tsx';
import type { FieldProps } from './field.tsx';
import { initialOf, isMulti, type MenuElement, valuesOf, wrapped } from './menu-values.ts';
import { useOptions } from './use-options.ts';

const NAMELESS = 'chosen before';

/** A menu, with what it offers looked for by typing. */
export function MenuField({
  element,
  id,
  label,
  bare,
  value,
  change,
  describedBy,
  invalid,
  place,
}: FieldProps<MenuElement>) {
  const [query, setQuery] = useState('');
  const { options, note } = useOptions(element, place, query);
  // What was chosen stays named when the search that found it is over.
  const [known, setKnown] = useState(() => initialOf(element));
  const values = value === undefined ? initialOf(element).map((option) => option.value) : valuesOf(value);
  const named = (wanted: string) =>
    [...known, ...options].find((option) => option.value === wanted) ?? { value: wanted, text: NAMELESS };
  const multi = isMulti(element);
  const most = ('max_selected_items' in element && element.max_selected_items) || Number.POSITIVE_INFINITY;
  return (
    <Combobox
      id={id}
      label={bare === true ? label : undefined}
      placeholder={element.placeholder?.text ?? 'Choose'}
      describedBy={describedBy}
      invalid={invalid}
      multi={multi}
      options={multi && values.length >= most ? [] : options}
      note={multi && values.length >= most ? `At most ${most}` : note}
      chosen={values.map(named)}
      query={query}
      search={setQuery}
      pick={(option) => {
        setKnown((before) => [...before, option]);
        change(wrapped(element, multi ? [...new Set([...values, option.value])] : [option.value]));
      }}
      unpick={(option) => {
        const left = values.filter((one) => one !== option.value);
        change(multi ? wrapped(element, left) : undefined);
      }}
      clearable={bare !== true && (multi || initialOf(element).length === 0)}
    />
  );
}
