/** Waits until something is so: looks again after every change, and now and then for what changes elsewhere. */
export class Until {
  readonly #waiting = new Set<() => void>();

  /** To be called after every change. */
  changed(): void {
    for (const look of this.#waiting) look();
  }

  /** Resolves with the first thing that is neither false nor missing; rejects with `about()` when it takes too long. */
  wait<T>(condition: () => T | undefined | null | false, ms: number, about: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => {
        this.#waiting.delete(look);
        clearInterval(often);
        clearTimeout(late);
      };
      const look = () => {
        try {
          const value = condition();
          if (value === undefined || value === null || value === false) return;
          end();
          resolve(value);
        } catch (error) {
          end();
          reject(error);
        }
      };
      const often = setInterval(look, 20);
      const late = setTimeout(() => {
        end();
        reject(new Error(`it did not come about in ${ms} ms: ${condition}\n${about()}`));
      }, ms);
      this.#waiting.add(look);
      look();
    });
  }
}
