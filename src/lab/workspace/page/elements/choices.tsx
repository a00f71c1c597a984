import type { Checkboxes as CheckboxesElement, Option, RadioButtons } from '@slack/types';
import { Text } from '../blocks/text.tsx';
import type { FieldProps } from './field.tsx';

/** Boxes to tick. */
export function Checkboxes({ element, id, value, change }: FieldProps<CheckboxesElement>) {
  const initial = (element.initial_options ?? []).map(keyOf);
  const ticked = value !== undefined && 'options' in value ? value.options : initial;
  const tick = (option: string, on: boolean) =>
    change({ options: on ? [...ticked, option] : ticked.filter((one) => one !== option) });
  return (
    <div className="choices" id={id}>
      {element.options.map((option) => (
        <label key={keyOf(option)}>
          <input
            type="checkbox"
            checked={ticked.includes(keyOf(option))}
            onChange={(event) => tick(keyOf(option), event.target.checked)}
          />
          <Words option={option} />
        </label>
      ))}
    </div>
  );
}

/** One of several. */
export function Radios({ element, id, value, change }: FieldProps<RadioButtons>) {
  const chosen = value !== undefined && 'option' in value ? value.option : element.initial_option?.value;
  return (
    <div className="choices" id={id}>
      {element.options.map((option) => (
        <label key={keyOf(option)}>
          <input
            type="radio"
            name={id}
            checked={chosen === keyOf(option)}
            onChange={() => change({ option: keyOf(option) })}
          />
          <Words option={option} />
        </label>
      ))}
    </div>
  );
}

const keyOf = ({ value }: Option): string => value ?? '';

function Words({ option }: { option: Option }) {
  return (
    <span>
      <Text text={option.text} />
      {option.description !== undefined && <small>{option.description.text}</small>}
    </span>
  );
}
