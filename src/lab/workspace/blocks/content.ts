import { INVENTED } from '../invented.ts';
import { isObject } from './check.ts';

/** The characters of every `text` in blocks or parts of them. */
export function contentOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + contentOf(item), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, of]) => sum + (name === 'text' && typeof of === 'string' ? INVENTED.characters(of) : contentOf(of)),
    0,
  );
}
