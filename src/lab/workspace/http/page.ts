import { readFile, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { mimeOf } from '../state/mime.ts';

/** No script, style or picture from elsewhere, and none written into the page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sends a file of the page; 404 where there is none. */
export async function sendPage(folder: string, pathname: string, response: ServerResponse): Promise<void> {
  const file = path.resolve(folder, `.${pathname === '/' ? '/index.html' : decoded(pathname)}`);
  const inside = file.startsWith(path.resolve(folder) + path.sep);
  const content = inside && (await isFile(file)) ? await readFile(file) : null;
  const type = mimeOf(file);
  response.writeHead(content === null ? 404 : 200, {
    'content-type':
      content === null ? 'text/plain; charset=utf-8' : type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    'cache-control': 'no-store',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(content ?? 'There is no such page.');
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '/';
  }
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
