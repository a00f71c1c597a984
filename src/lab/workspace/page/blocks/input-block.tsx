import type { InputBlock as Input } from '@slack/types';
import { useId } from 'react';
import type { ActionValue, Surface } from '../../client-api.ts';
import { Field } from '../elements/field.tsx';
import { isGroup } from '../elements/kinds.ts';
import { useAct } from '../elements/use-act.ts';
import { useForm } from '../modal/form.ts';

/** A labelled field of a modal: what is filled in waits there until it is sent. */
export function InputBlock({ block, surface }: { block: Input; surface: Surface }) {
  const { label, hint, element, optional, dispatch_action: dispatches, block_id: blockId = '' } = block;
  const actionId = ('action_id' in element && element.action_id) || '';
  const form = useForm();
  const { act, said } = useAct(surface, blockId, actionId);
  const id = useId();
  const error = form?.errors[blockId];
  const change = (value: ActionValue | undefined) => {
    form?.set(blockId, actionId, value);
    if (dispatches === true || form === null) act(value);
  };
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const field = (
    <Field
      element={element}
      id={id}
      label={label.text}
      value={form?.values[blockId]?.[actionId]}
      change={change}
      describedBy={described}
      invalid={error !== undefined}
      place={{ surface, blockId, actionId }}
    />
  );
  const name = (
    <>
      {label.text}
      {optional === true && <span className="input-optional"> (optional)</span>}
    </>
  );
  return (
    <div className={`input${error === undefined ? '' : ' input-wrong'}`}>
      {isGroup(element) ? (
        <fieldset>
          <legend>{name}</legend>
          {field}
        </fieldset>
      ) : (
        <>
          <label htmlFor={id}>{name}</label>
          {field}
        </>
      )}
      {error !== undefined && (
        <p className="input-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p className="input-hint" id={`${id}-hint`}>
          {hint.text}
        </p>
      )}
      {said !== '' && (
        <p className="input-error" role="status">
          {said}
        </p>
      )}
    </div>
  );
}
