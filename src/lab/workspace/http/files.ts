import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Slack } from '../slack.ts';
import { scopesOf } from '../slack.ts';
import { bodyOf, fileOf } from './body.ts';

/** Takes the bytes for an upload URL: the body itself, or the first part of a form. */
export async function takeUpload(slack: Slack, key: string, request: IncomingMessage, response: ServerResponse) {
  const bytes = await fileOf(request.headers['content-type'] ?? '', await bodyOf(request));
  const entry = slack.log.call('upload', { bytes: bytes.length });
  const file = [...slack.team.files.values()].find(({ uploadKey }) => uploadKey === key);
  const fits = file !== undefined && !file.complete && file.announced === bytes.length;
  if (fits) file.bytes = bytes;
  entry.ok = fits;
  entry.status = fits ? 200 : 400;
  slack.log.changed();
  response.writeHead(entry.status, { 'content-type': 'text/plain' });
  response.end(fits ? `OK - ${bytes.length}` : 'the size is not the one that was announced');
}

/** Gives a file to who bears the token; anybody else is sent to the sign-in page, as Slack does. */
export function giveFile(slack: Slack, pathname: string, token: string, response: ServerResponse): void {
  const [, id = ''] = /^\/files-pri\/[A-Z0-9]+-([A-Z0-9]+)\//.exec(pathname) ?? [];
  const file = slack.team.files.get(id);
  const entry = slack.log.call('download', { file: id });
  const may = token === slack.tokens.bot && slack.tokens.botState === 'valid' && scopesOf(slack).has('files:read');
  entry.ok = may && file?.bytes != null && sharedWithApp(slack, file.channels);
  entry.status = entry.ok ? 200 : may ? 404 : 302;
  slack.log.changed();
  if (!entry.ok) {
    response.writeHead(entry.status, may ? {} : { location: `/signin?redir=${encodeURIComponent(pathname)}` });
    response.end();
    return;
  }
  response.writeHead(200, { 'content-type': file!.mimetype, 'content-length': file!.bytes!.length });
  response.end(file!.bytes);
}

function sharedWithApp({ team }: Slack, channels: ReadonlySet<string>): boolean {
  if (channels.has(`box:${team.app.id}`)) return true;
  return [...channels].some((id) => team.channels.get(id)?.members.has(team.app.userId) ?? false);
}
