import type { ConfirmationDialog } from '@slack/types';
import { useId, useState } from 'react';
import type { ActionValue, Surface } from '../../client-api.ts';
import { Button } from './button.tsx';
import { Confirm } from './confirm.tsx';
import { Field } from './field.tsx';
import type { Element } from './kinds.ts';
import { Overflow } from './overflow.tsx';
import { useAct } from './use-act.ts';

/** An element that acts at once, after its question where it has one. */
export function ActionElement({ element, blockId, surface }: { element: Element; blockId: string; surface: Surface }) {
  const actionId = ('action_id' in element && element.action_id) || '';
  const { busy, said, act } = useAct(surface, blockId, actionId);
  const [asked, setAsked] = useState<{ value: ActionValue | undefined } | null>(null);
  const [value, setValue] = useState<ActionValue>();
  const id = useId();
  const question = 'confirm' in element ? (element.confirm as ConfirmationDialog | undefined) : undefined;
  const run = (chosen?: ActionValue) => {
    setValue(chosen);
    if (question === undefined) act(chosen);
    else setAsked({ value: chosen });
  };
  return (
    <span className="action">
      {element.type === 'button' ? (
        <Button button={element} busy={busy} click={() => run()} />
      ) : element.type === 'overflow' ? (
        <Overflow overflow={element} busy={busy} pick={(option) => run({ option })} />
      ) : (
        <Field
          element={element}
          id={id}
          label={labelOf(element)}
          bare
          value={value}
          change={(chosen) => chosen !== undefined && run(chosen)}
          invalid={said !== ''}
          place={{ surface, blockId, actionId }}
        />
      )}
      <span className="action-said" role="status">
        {busy ? <span className="hidden">Working …</span> : said}
      </span>
      {question !== undefined && asked !== null && (
        <Confirm question={question} close={() => setAsked(null)} go={() => act(asked.value)} />
      )}
    </span>
  );
}

function labelOf(element: Element): string {
  return 'placeholder' in element && element.placeholder !== undefined ? element.placeholder.text : 'Choose';
}
