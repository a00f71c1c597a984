import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type Capture, usage } from '../command.ts';
import { Problem } from '../problem.ts';

/** Keeps the transcript of one live host, line for line as the answer quotes it, for its owner's eyes. */
export class Saving {
  private readonly file: string;
  private begun = false;

  /** Refused at once where there is no single live host to keep, or where something would be overwritten. */
  constructor(file: string, hosts: readonly string[]) {
    this.file = file;
    if (hosts.length === 0)
      throw usage('`--save` keeps what a live host prints.', 'Name a host of the inventory first.');
    if (hosts.length > 1) {
      throw usage(
        '`--save` keeps one host, so that its lines keep their numbers.',
        `Save each by itself: vmkbot state ${hosts[0]} --save FILE.`,
      );
    }
    if (existsSync(file)) throw this.refused('it is there already', 'Name another file.');
  }

  /** Writes what was read. */
  async keep(captures: readonly Capture[]): Promise<void> {
    const text = captures.map((capture) => capture.text).join('');
    await writeFile(this.file, text, { flag: this.begun ? 'a' : 'wx', mode: 0o600 }).catch(({ code }) => {
      throw this.refused(String(code), 'Check the folder and its permissions.');
    });
    this.begun = true;
  }

  private refused(why: string, next: string): Problem {
    return new Problem({ code: 'not-saved', message: `${this.file} is not written: ${why}.`, next, exit: 2 });
  }
}
