import { useMemo, useState } from 'react';
import type { FilledIn, ViewShown } from '../../client-api.ts';
import { sentenceOf } from '../api/calls.ts';
import { Blocks } from '../blocks/blocks.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useSession } from '../state/session.tsx';
import { type Form, FormContext } from './form.ts';

/** What was filled in waits while another modal lies on top. */
const kept = new Map<string, FilledIn>();

const TROUBLE = 'We had some trouble connecting. Try again?';

/** A modal of the app, the top one. */
export function Modal({ view }: { view: ViewShown }) {
  const { ask } = useSession();
  const { form, setErrors } = useFilling(view.id);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const close = () => void ask('closeView', { view: view.id }).catch((error: unknown) => setProblem(sentenceOf(error)));
  const submit = async () => {
    setBusy(true);
    setProblem('');
    setErrors({});
    try {
      const outcome = await ask('submitView', { view: view.id, values: form.values });
      if (outcome.outcome === 'errors') setErrors(outcome.errors);
      if (outcome.outcome === 'trouble') setProblem(TROUBLE);
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={view.title ?? 'Dialog'} close={close} className="modal">
      <form
        className="modal-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && view.submit !== undefined) void submit();
        }}
      >
        <div className="modal-body">
          <FormContext value={form}>
            <Blocks blocks={view.blocks} surface={{ view: view.id }} />
          </FormContext>
        </div>
        <footer className="dialog-foot">
          <p className="modal-problem" role="alert">
            {problem}
          </p>
          <button type="button" className="button" onClick={close}>
            {view.close ?? 'Cancel'}
          </button>
          {view.submit !== undefined && (
            <button type="submit" className="button button-primary" aria-busy={busy} disabled={busy}>
              {view.submit}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

function useFilling(view: string): { form: Form; setErrors: (errors: Record<string, string>) => void } {
  const [values, setValues] = useState<FilledIn>(kept.get(view) ?? {});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const form = useMemo(() => {
    const set: Form['set'] = (blockId, actionId, value) => {
      setErrors(({ [blockId]: _, ...others }) => others);
      setValues((before) => {
        const { [actionId]: __, ...others } = before[blockId] ?? {};
        const next = { ...before, [blockId]: value === undefined ? others : { ...others, [actionId]: value } };
        kept.set(view, next);
        return next;
      });
    };
    return { values, errors, set };
  }, [view, values, errors]);
  return { form, setErrors };
}
