import type { MessageShown } from '../../client-api.ts';
import { useSession } from '../state/session.tsx';

/** How many replies a message has; opens them. */
export function ThreadLink({ message, open }: { message: MessageShown; open: () => void }) {
  const { fresh } = useSession().state;
  const isNew = message.ts in fresh;
  return (
    <button type="button" className={`thread-link${isNew ? ' thread-link-new' : ''}`} onClick={open}>
      {message.replies === 1 ? '1 reply' : `${message.replies} replies`}
      {isNew && <span className="thread-new">new</span>}
    </button>
  );
}
