import { createHash } from 'node:crypto';

/** The hexadecimal SHA-256 of a text: what the core, which computes nothing of the kind, is handed. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
