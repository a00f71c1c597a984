/** A command as argument words; each is of a small alphabet, so that a shell takes it as it stands. */
export type Words = readonly string[];

const WORD = /^[A-Za-z0-9_.,:=/@%+-]+$/;
/** The one variable that the shell may fill in: its own session, which sshd set. */
const OWN_SESSION = 'SSH_CONNECTION=$SSH_CONNECTION';

/** A command line of words that need no quoting; anything else is a bug, for no query is made of what somebody typed. */
export function commandLine(words: Words): string {
  for (const word of words)
    if (!WORD.test(word) && word !== OWN_SESSION) throw new Error(`not a word for a shell: ${JSON.stringify(word)}`);
  return words.join(' ');
}

/**
 * Several commands as one, framed on both streams: `NONCE 0 PID` first, then after each command an empty line and
 * `NONCE n STATUS` on standard output, `NONCE n` on standard error. The nonce is 128 random bits a run, so no output
 * can hold it by chance or by intent. Only `echo`, `;`, `>&2`, `$?` and `$$` are asked of the shell (busybox ash has no more to offer).
 */
export function batchScript(nonce: string, commands: readonly Words[]): string {
  const begin = `echo ${nonce} 0 $$; echo ${nonce} 0 >&2`;
  return [begin, ...commands.map((words, i) => framed(nonce, words, i + 1))].join('; ');
}

function framed(nonce: string, words: Words, n: number): string {
  return `${commandLine(words)}; r=$?; echo; echo ${nonce} ${n} $r; echo >&2; echo ${nonce} ${n} >&2`;
}

/** What a command adds to a batch, in bytes. */
export function lengthOf(words: Words): number {
  return framed('0'.repeat(32), words, 9999).length + 2;
}

/** What one command of a batch printed. `status` is null where its end was not seen. */
export interface Output {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Takes the two streams of a batch apart as they arrive. */
export class BatchReader {
  private readonly out: FrameReader;
  private readonly err: FrameReader;
  private readonly count: number;

  constructor(nonce: string, count: number) {
    this.out = new FrameReader(nonce, /^ (\d{1,10})\r?$/);
    this.err = new FrameReader(nonce, /^()\r?$/);
    this.count = count;
  }

  stdout(chunk: Buffer): void {
    this.out.push(chunk);
  }

  stderr(chunk: Buffer): void {
    this.err.push(chunk);
  }

  /** How many commands have ended. */
  get ended(): number {
    return Math.max(0, this.out.frames.length - 1);
  }

  get complete(): boolean {
    return this.ended === this.count && this.err.frames.length - 1 === this.count;
  }

  get bytes(): number {
    return this.out.size + this.err.size;
  }

  /** The process that runs the batch on the host, as its shell told. */
  get pid(): number | undefined {
    const pid = Number(this.out.frames[0]?.mark);
    return pid > 1 ? pid : undefined;
  }

  /** What stood before the first mark: a banner, or the complaint of what is no shell. */
  stray(): string {
    const said = `${this.out.all()[0]!.text} ${this.err.all()[0]!.text}`.replace(/\s+/g, ' ').trim();
    return said.length > 120 ? `${said.slice(0, 117)}...` : said;
  }

  /** Every command's output so far; the one that was running, too, without a status. */
  outputs(): Output[] {
    const [outs, errs] = [this.out.all(), this.err.all()];
    const seen = Math.min(this.count, outs.length - 1);
    return Array.from({ length: Math.max(0, seen) }, (_, i) => ({
      status: (outs[i + 1]?.mark ?? '') === '' ? null : Number(outs[i + 1]!.mark),
      stdout: outs[i + 1]?.text ?? '',
      stderr: errs[i + 1]?.text ?? '',
    }));
  }
}

interface Frame {
  readonly text: string;
  readonly mark: string;
}

/** The longest that stands between a nonce and the end of its line: two numbers and a carriage return. */
const LONGEST_MARK = 32;

/**
 * Cuts one stream at the lines that are a mark: the nonce, the number that is due, and `said`. The first may stand behind
 * a banner without a line end; all others begin a line, as the empty line before them sees to.
 */
class FrameReader {
  readonly frames: Frame[] = [];
  size = 0;
  private readonly nonce: string;
  private readonly said: RegExp;
  /** Grown by doubling: one that is copied for each packet takes quadratic time. */
  private buffer: Buffer = Buffer.alloc(4096);
  /** Where the frame that is being read begins. */
  private start = 0;
  /** Where the search for its mark goes on. */
  private from = 0;

  constructor(nonce: string, said: RegExp) {
    this.nonce = nonce;
    this.said = said;
  }

  push(chunk: Buffer): void {
    this.append(chunk);
    while (this.cut());
  }

  /** The frames, and what came after the last one. */
  all(): Frame[] {
    return [...this.frames, { text: this.text(this.size), mark: '' }];
  }

  private append(chunk: Buffer): void {
    if (this.size + chunk.length > this.buffer.length) {
      const larger = Buffer.alloc(2 * (this.size + chunk.length));
      this.buffer.copy(larger, 0, 0, this.size);
      this.buffer = larger;
    }
    this.size += chunk.copy(this.buffer, this.size);
  }

  /** Takes one frame off; false where its mark has not arrived. */
  private cut(): boolean {
    const marker = `${this.frames.length === 0 ? '' : '\n'}${this.nonce} ${this.frames.length}`;
    for (;;) {
      const seen = this.buffer.subarray(0, this.size);
      const at = seen.indexOf(marker, this.from);
      if (at < 0) {
        this.from = Math.max(this.from, this.size - marker.length);
        return false;
      }
      const behind = at + marker.length;
      const end = seen.indexOf('\n', behind);
      if (end < 0 && this.size - behind <= LONGEST_MARK) {
        this.from = at;
        return false;
      }
      const said =
        end < 0 ? null : this.said.exec(seen.toString('latin1', behind, Math.min(end, behind + LONGEST_MARK)));
      if (said !== null) {
        this.frames.push({ text: this.text(at), mark: said[1]! });
        this.start = end + 1;
        this.from = this.start;
        return true;
      }
      this.from = at + 1;
    }
  }

  private text(end: number): string {
    const text = this.buffer.toString('utf8', Math.min(this.start, end), end);
    return this.frames.length === 0 ? text : text.replace(/\r$/, '');
  }
}
