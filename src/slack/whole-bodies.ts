import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { defaultBodyLimit, HTTPModuleFunctions } from '@slack/bolt';

/** A request listener that answers 400 to a body that is `null`: signed or not, the library would read fields of it and end the process. */
export function wholeBodies(listener: RequestListener): RequestListener {
  return (request, response) => {
    // What is no POST is refused by the library, at once.
    if (request.method !== 'POST') return listener(request, response);
    void checked(listener, request, response).catch(() => refuse(response, 404));
  };
}

async function checked(listener: RequestListener, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { bufferIncomingMessage } = HTTPModuleFunctions;
  const whole = await bufferIncomingMessage(request, defaultBodyLimit).catch((fault: { statusCode?: unknown }) => {
    refuse(response, fault.statusCode === 413 ? 413 : 400);
    return null;
  });
  if (whole === null) return;
  if (isNull(whole)) return refuse(response, 400);
  await listener(whole, response);
}

/** What cannot be read at all is the library's to refuse. */
function isNull(request: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]): boolean {
  try {
    return HTTPModuleFunctions.parseHTTPRequestBody(request) === null;
  } catch {
    return false;
  }
}

function refuse(response: ServerResponse, status: number): void {
  if (!response.headersSent) response.writeHead(status);
  response.end();
}
