import type { WebClient } from '@slack/web-api';
import { isBundleName, isGzip, isZip } from '../../file-kind.ts';
import { Problem } from '../../problem.ts';
import type { FileGiven, Paste } from '../incoming.ts';

/** Text of more than this is no shell session. */
export const MOST_BYTES = 1024 * 1024;

/** Where files may be fetched from: the token goes nowhere else. */
export interface FileSource {
  readonly client: WebClient;
  readonly token: string;
  /** The Web API's base, where it is not Slack's. */
  readonly apiUrl: string | undefined;
}

/** A support bundle as Slack takes one: it allows files of 1 GB. */
const MOST_OF_BUNDLE = 1024 * 1024 * 1024;
const IN_TIME_MS = 20_000;
const BUNDLE_IN_TIME_MS = 10 * 60_000;

/** An offline bundle, or its metadata alone: a zip is read from its end, so it is held whole. */
const MOST_OF_ZIP = 32 * 1024 * 1024;

/** A text, and what of the file was left out. */
export interface Downloaded extends Paste {
  readonly notes?: readonly string[];
}

/** Fetches a file as text, or what is read of a support bundle; rejects with a `Problem` where it is neither, too big, or not to be had. */
export async function download(file: FileGiven, source: FileSource): Promise<Downloaded> {
  if (file.media === true) throw noText(file);
  const isBundle = isBundleName(file.name);
  const isNamedZip = /\.zip$/i.test(file.name);
  const most = isBundle ? MOST_OF_BUNDLE : isNamedZip ? MOST_OF_ZIP : MOST_BYTES;
  const tooLarge = () => (isBundle ? bundleTooBig(file) : isNamedZip ? zipTooBig(file) : tooBig(file));
  if ((file.bytes ?? 0) > most) throw tooLarge();
  const found = file.url === undefined ? await lookUp(file, source) : file;
  if ((found.bytes ?? 0) > most) throw tooLarge();
  if (isBundle) return await inTurn(() => fetchBundle(found, source));
  const bytes = await bounded(await bodyOf(found, source, IN_TIME_MS), most, tooLarge);
  return { name: file.name, text: isNamedZip ? await depotText(file, bytes) : textOf(file, bytes) };
}

/** Bundles take the processor: they are opened one after the other. */
let turn: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work, work);
  turn = mine.catch(() => {});
  return mine;
}

/** Opens a bundle as it comes; nothing of it is kept but the texts. */
async function fetchBundle(file: FileGiven, source: FileSource): Promise<Downloaded> {
  const { readBundle } = await import('../../bundle/index.ts');
  const body = await bodyOf(file, source, BUNDLE_IN_TIME_MS);
  const limits = { packed: MOST_OF_BUNDLE, milliseconds: BUNDLE_IN_TIME_MS };
  try {
    const { text, notes } = await readBundle(file.name, body, { limits });
    return { name: file.name, text, ...(notes.length > 0 && { notes }) };
  } catch (cause) {
    // What Slack breaks off in the middle; a bug has a name of its own.
    throw cause instanceof Problem || !isBrokenOff(cause) ? cause : notGiven(file, cause);
  }
}

/** The image profiles of an offline bundle; what bears its name and is text is read as text. */
async function depotText(file: FileGiven, bytes: Buffer): Promise<string> {
  const { readDepot } = await import('../../depot/index.ts');
  return isZip(bytes) ? readDepot(file.name, { bytes }) : textOf(file, bytes);
}

function isBrokenOff(cause: unknown): boolean {
  const { name, message } = cause as Error;
  return name === 'TimeoutError' || name === 'AbortError' || message === 'terminated';
}

/** A file of a shared channel comes without its address. */
async function lookUp(file: FileGiven, { client }: FileSource): Promise<FileGiven> {
  const { file: info } = await client.files.info({ file: file.id }).catch((cause) => {
    throw notGiven(file, cause);
  });
  const url = info?.url_private_download ?? info?.url_private;
  if (url === undefined) throw notGiven(file);
  return { ...file, url, ...(info?.size !== undefined && { bytes: info.size }) };
}

async function bodyOf(
  file: FileGiven,
  { token, apiUrl }: FileSource,
  inTimeMs: number,
): Promise<AsyncIterable<Uint8Array>> {
  if (!isOurs(file.url!, apiUrl)) throw notGiven(file, new Error('its address is not one of Slack'));
  const headers = { authorization: `Bearer ${token}` };
  // Followed, a redirect would take the token along.
  const init = { headers, redirect: 'manual', signal: AbortSignal.timeout(inTimeMs) } as const;
  const response = await fetch(file.url!, init).catch((cause) => {
    throw notGiven(file, cause);
  });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw notGiven(file, new Error(`HTTP ${response.status}`));
  }
  return response.body;
}

async function bounded(body: AsyncIterable<Uint8Array>, most: number, tooLarge: () => Problem): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isOurs(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { origin } = new URL(url);
  return apiUrl === undefined ? origin === 'https://files.slack.com' : origin === new URL(apiUrl).origin;
}

/** UTF-8, or UTF-16 where its mark says so (what PowerShell writes with `>`). */
function textOf(file: FileGiven, bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (isGzip(bytes)) throw packed(file);
  const text = new TextDecoder('utf-8').decode(bytes);
  // Slack answers with its login page where the token may not read files.
  if (/^\s*<!doctype html/i.test(text) && !/\.html?$/i.test(file.name)) throw notGiven(file);
  if (text.includes('\0') || (text.match(/\ufffd/g)?.length ?? 0) > text.length / 100) throw noText(file);
  return text;
}

const problem = (code: string, message: string, next: string) => new Problem({ code, message, next, exit: 1 });
const SEND =
  'Send what the host printed as plain text, for example the output of `esxcfg-vmknic -l` and `esxcfg-route -l`.';

const tooBig = ({ name }: FileGiven) =>
  problem('too-large', `The file ${name} is larger than 1 MB, and I read no more than that.`, SEND);
const noText = ({ name }: FileGiven) => problem('no-text', `The file ${name} holds no text that I can read.`, SEND);
const packed = ({ name }: FileGiven) =>
  problem(
    'bundle',
    `The file ${name} is packed, and I open nothing packed but support bundles.`,
    'If it is one, send it under a name that ends in .tgz; else send what the host printed as plain text.',
  );
const bundleTooBig = ({ name }: FileGiven) =>
  problem(
    'too-large',
    `The file ${name} is larger than 1 GB, and I read no more than that here.`,
    'Give it to vmkbot in a terminal with --from, or send the files of its commands and var/run/log folders that matter.',
  );

const zipTooBig = ({ name }: FileGiven) =>
  problem(
    'too-large',
    `The file ${name} is larger than 32 MB, and I hold no more of a zip here.`,
    'Send the metadata.zip inside it, paste what `esxcli software sources profile list -d` prints for it, or give it to vmkbot in a terminal with --from.',
  );

function notGiven({ name }: FileGiven, cause?: unknown): Problem {
  const next = 'Paste its text instead; if no file can be read here, the app lacks the scope `files:read`.';
  return Object.assign(problem('no-file', `Slack does not give me the file ${name}.`, next), { cause });
}
