import type { ConfirmationDialog } from '@slack/types';
import { Text } from '../blocks/text.tsx';
import { Dialog } from '../parts/dialog.tsx';

/** The question before an action. */
export function Confirm({ question, close, go }: { question: ConfirmationDialog; close: () => void; go: () => void }) {
  const { title, text, confirm, deny, style } = question;
  return (
    <Dialog title={title?.text ?? 'Are you sure?'} close={close} className="dialog-small">
      <div className="modal-body">
        <Text text={text} />
      </div>
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={close}>
          {deny?.text ?? 'Cancel'}
        </button>
        <button
          type="button"
          data-autofocus
          className={`button button-${style ?? 'primary'}`}
          onClick={() => {
            close();
            go();
          }}
        >
          {confirm?.text ?? 'Yes'}
        </button>
      </footer>
    </Dialog>
  );
}
