const TIME_OUT_MS = 5_000;
const LONGEST_REPLY = 2_000;

/** Posts JSON to a response URL, once and within 5 s. Null: taken. Otherwise why not, in a word. Follows no redirect. */
export async function sendTo(url: string, body: object, timeoutMs = TIME_OUT_MS): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const said = await beginningOf(response);
    if (!response.ok) return `http_${response.status}`;
    return /"ok"\s*:\s*false/.test(said) ? 'refused' : null;
  } catch {
    return 'no_reply';
  }
}

/** However much the other side sends, so much is read. */
async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length >= LONGEST_REPLY) break;
  }
  return text;
}
