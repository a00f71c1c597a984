import type { OpenQuestion } from '../delivery/open.ts';
import type { Ports } from '../ports.ts';
import { renderNotice, renderProblem } from '../render/index.ts';
import { leftInTheMiddle } from './problems.ts';

/** Tells somebody that the process that worked on their question is gone. A message that says that it is worked on says so no more. */
export async function tellLeft({ id, user, place, progress }: OpenQuestion, ports: Ports): Promise<void> {
  if (progress !== null) {
    const page = renderNotice('No answer: I was ended in the middle of this question. Ask again.');
    await ports.outbox.edit(progress, { to: place, key: `${id}/answer`, kind: 'notice', page }).catch(() => {});
  }
  await ports.respondTo(undefined, { ...place, user })(renderProblem(leftInTheMiddle(), id));
}
