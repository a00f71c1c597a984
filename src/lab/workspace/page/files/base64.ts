const AT_ONCE = 0x8000;

/** Bytes as base64; in portions, since a call takes only so many arguments. */
export function base64Of(bytes: ArrayBuffer): string {
  const all = new Uint8Array(bytes);
  let binary = '';
  for (let at = 0; at < all.length; at += AT_ONCE) binary += String.fromCharCode(...all.subarray(at, at + AT_ONCE));
  return btoa(binary);
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
