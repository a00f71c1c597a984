/** How words may look; on anything but a terminal they stay plain. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  code(text: string): string;
}

const between = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;

export const COLOURED: Paint = { bold: between(1, 22), dim: between(2, 22), code: between(36, 39) };

const same = (text: string) => text;
export const PLAIN: Paint = { bold: same, dim: same, code: same };

/** Colour only on a terminal, and never where NO_COLOR is set (no-color.org). */
export function paintFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Paint {
  const refused = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return stream.isTTY === true && !refused ? COLOURED : PLAIN;
}
