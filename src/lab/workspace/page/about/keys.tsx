import { Dialog } from '../parts/dialog.tsx';

const KEYS: readonly (readonly [string, string])[] = [
  ['Ctrl or Cmd + K, /', 'go to the message field'],
  ['Enter', 'send; in a message list: open the thread'],
  ['Shift + Enter', 'a new line'],
  ['Up, Down', 'from message to message, from channel to channel'],
  ['m', 'the menu of the message that has the focus'],
  ['Tab', 'on to the next button or field'],
  ['Esc', 'close a menu, a dialog or the thread'],
  ['?', 'these keys'],
];

/** The keys there are. */
export function Keys({ close }: { close: () => void }) {
  return (
    <Dialog title="Keys" close={close}>
      <dl className="keys">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
