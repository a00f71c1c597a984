import type { IncomingMessage } from 'node:http';

const MOST = 64 * 1024 * 1024;

/** A request's whole body; rejects where it is larger than any that is taken. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST) throw new Error('the body is too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The fields of a form, or of a JSON object; null where the body is neither. */
export function fieldsOf(type: string, body: Buffer): Record<string, unknown> | null {
  if (!type.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(body.toString()));
  try {
    const value: unknown = JSON.parse(body.toString() || '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** The first file of a multipart form, or the body itself where it is none. */
export async function fileOf(type: string, body: Buffer): Promise<Buffer> {
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  for (const value of form.values()) {
    return typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer());
  }
  return Buffer.alloc(0);
}
