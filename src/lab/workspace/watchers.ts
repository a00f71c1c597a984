import type { StreamEvent } from './client-api.ts';

type Listener = (event: StreamEvent) => void;

/** Who watches the workspace, each as one person. */
export class Watchers {
  readonly #all = new Set<{ readonly user: string; readonly listener: Listener }>();

  add(user: string, listener: Listener): () => void {
    const entry = { user, listener };
    this.#all.add(entry);
    return () => this.#all.delete(entry);
  }

  /** `event` may differ from person to person. */
  tell(event: StreamEvent | ((user: string) => StreamEvent), see: (user: string) => boolean): void {
    for (const { user, listener } of this.#all) {
      if (see(user)) listener(typeof event === 'function' ? event(user) : event);
    }
  }
}
