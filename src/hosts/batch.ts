/** A command as argument words; each is of a small alphabet, so that a shell takes it as it stands. */
export type Words = readonly string[];

const WORD = /^[A-Za-z0-9_.,:=/@%+-]+$/;

/** A command line of words that need no quoting; anything else is a bug, for no query is made of what somebody typed. */
export function commandLine(words: Words): string {
  for (const word of words) if (!WORD.test(word)) throw new Error(`not a word for a shell: ${JSON.stringify(word)}`);
  return words.join(' ');
}

/**
 * Several commands as one, framed on both streams: `NONCE 0 PID` first, then after each command an empty line and
 * `NONCE n STATUS` on standard output, `NONCE n` on standard error. The nonce is 128 random bits a run, so no output
 * can hold it by chance or by intent. Only `echo`, `;`, `>&2`, `$?` and `$$` are asked of the shell (busybox ash has no more to offer).
 */
export function batchScript(nonce: string, commands: readonly Words[]): string {
  const begin = `echo ${nonce} 0 $$; echo ${nonce} 0 >&2`;
  const framed = commands.map(
    (words, i) => `${commandLine(words)}; r=$?; echo; echo ${nonce} ${i + 1} $r; echo >&2; echo ${nonce} ${i + 1} >&2`,
  );
  return [begin, ...framed].join('; ');
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
    this.out = new FrameReader(nonce);
    this.err = new FrameReader(nonce);
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
    const said = this.out.frames[0]?.mark ?? '';
    return /^[1-9]\d{0,9}$/.test(said) ? Number(said) : undefined;
  }

  /** What stood before the first mark: a banner, or the complaint of what is no shell. */
  stray(): string {
    const said = `${this.out.all()[0]!.text} ${this.err.all()[0]!.text}`.replace(/\s+/g, ' ').trim();
    return said.length > 120 ? `${said.slice(0, 117)}...` : said;
  }

  /** Every command's output so far; the one that was running, too, without a status. */
  outputs(): Output[] {
    const [outs, errs] = [this.out.all(), this.err.all()];
    const seen = Math.min(this.count, Math.max(outs.length, errs.length) - 1);
    return Array.from({ length: Math.max(0, seen) }, (_, i) => ({
      status: /^\d+$/.test(outs[i + 1]?.mark ?? '') ? Number(outs[i + 1]!.mark) : null,
      stdout: outs[i + 1]?.text ?? '',
      stderr: errs[i + 1]?.text ?? '',
    }));
  }
}

interface Frame {
  readonly text: string;
  readonly mark: string;
}

/** Cuts one stream at the lines that begin with the nonce and the number that is due. */
class FrameReader {
  readonly frames: Frame[] = [];
  size = 0;
  private readonly nonce: string;
  private rest: Buffer = Buffer.alloc(0);

  constructor(nonce: string) {
    this.nonce = nonce;
  }

  push(chunk: Buffer): void {
    this.size += chunk.length;
    // A marker line may straddle two chunks, so the search goes on where it could have begun.
    let from = Math.max(0, this.rest.length - this.nonce.length - 16);
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (;;) {
      const marker = `${this.nonce} ${this.frames.length}`;
      const at = this.rest.indexOf(marker, from);
      const end = at < 0 ? -1 : this.rest.indexOf('\n', at);
      if (end < 0) return;
      const text = this.rest.subarray(0, at).toString('utf8');
      const mark = this.rest
        .subarray(at + marker.length, end)
        .toString('latin1')
        .trim();
      this.frames.push({ text: this.frames.length === 0 ? text : text.replace(/\r?\n$/, ''), mark });
      this.rest = this.rest.subarray(end + 1);
      from = 0;
    }
  }

  /** The frames, and what came after the last one. */
  all(): Frame[] {
    return [...this.frames, { text: this.rest.toString('utf8'), mark: '' }];
  }
}
