const MARK = '[redacted: private key]';
const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
/** How a key begins whose first line was left out: OpenSSH's magic, RSA's version and length, PuTTY's own form. */
const HEADLESS =
  /(?<![A-Za-z0-9+/])(?:b3BlbnNzaC1rZXkt|MII[A-Za-z0-9+/]{2,3}IBA[AD])[A-Za-z0-9+/]{20}|^Private-Lines: \d/;
/** What stands inside a key, however it was quoted: Base64, a header, nothing. */
const INSIDE = /^[\s>|*`#"'+]{0,32}(?:[A-Za-z0-9+/=]{0,512}|[A-Za-z-]{1,32}: [^\r\n]{1,256})[\s"'`\\n,+]{0,16}$/;
const QUOTING = /^[\s>|*`#]{0,32}/;

/** Follows a text line by line through private keys: of the lines of one, only those that mark its ends stay. */
export class PrivateKeys {
  private isInside = false;

  /** The line without what it holds of a key; the same line where it holds none. */
  next(line: string): string {
    const begin = BEGIN.exec(line);
    if (begin !== null) return this.begin(line, begin.index + begin[0].length);
    const end = this.isInside ? END.exec(line) : null;
    if (end !== null) return this.end(line, end.index);
    if (this.isInside) this.isInside = INSIDE.test(line);
    if (!this.isInside && line.length > 20) this.isInside = HEADLESS.test(line);
    if (!this.isInside || line.startsWith('Private-Lines')) return line;
    return masked(line, line.length);
  }

  private begin(line: string, at: number): string {
    const end = END.exec(line.slice(at));
    this.isInside = end === null;
    const rest = end === null ? line.slice(at) : line.slice(at, at + end.index);
    const after = end === null ? '' : line.slice(at + end.index);
    return line.slice(0, at) + (/[A-Za-z0-9+/]/.test(rest) ? MARK : rest) + after;
  }

  private end(line: string, at: number): string {
    this.isInside = false;
    return masked(line, at);
  }
}

/** What quotes a line stays, and so does a line that is blank. */
function masked(line: string, until: number): string {
  const [before] = QUOTING.exec(line.slice(0, until))!;
  const isBlank = !/[A-Za-z0-9+/]/.test(line.slice(before.length, until));
  return isBlank ? line : before + MARK + line.slice(until);
}
