import { MOST_OF_LINE } from './limits.ts';

/** Makes lines of pieces of bytes; what is longer than a line may be is cut there, and the rest of it is not held. */
export class Lines {
  private readonly decoder = new TextDecoder('utf-8');
  private readonly take: (line: string) => void;
  private open = '';

  constructor(take: (line: string) => void) {
    this.take = take;
  }

  write(piece: Uint8Array): void {
    const lines = `${this.open}${this.decoder.decode(piece, { stream: true })}`.split('\n');
    this.open = lines.pop()!.slice(0, MOST_OF_LINE);
    for (const line of lines) this.give(line);
  }

  end(): void {
    this.open += this.decoder.decode();
    if (this.open !== '') this.give(this.open);
    this.open = '';
  }

  private give(line: string): void {
    const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
    this.take(whole.length > MOST_OF_LINE ? `${whole.slice(0, MOST_OF_LINE)}…` : whole);
  }
}
