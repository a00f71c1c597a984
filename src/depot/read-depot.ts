import { LIMITS, type Limits } from './limits.ts';
import { noProfiles } from './problems.ts';
import { type Source, withZip, type Zip } from './zip.ts';

/** Folders of profiles stand in the metadata inside a bundle; the metadata alone may be given as well. */
const METADATA = /(?:^|\/)metadata\.zip$/;
const PROFILE = /(?:^|\/)profiles\/([\w.()+-]{3,120})$/;

/**
 * Reads which image profiles an offline bundle offers, as a line a profile. Of the bundle only its list of files and its metadata are
 * read, nothing is written. Rejects with a `Problem` where it is no bundle, or is made to do harm.
 */
export async function readDepot(name: string, source: Source, limits: Partial<Limits> = {}): Promise<string> {
  const all = { ...LIMITS, ...limits };
  const shown = name.split(/[/\\]/).at(-1)!;
  const lines = await withZip(shown, source, all.entries, async (zip) => {
    const own: string[] = [];
    let metadata: Buffer | null = null;
    await zip.each(async (path, bytes) => {
      if (METADATA.test(path) && metadata === null) metadata = await bytes(all.metadata);
      else await profile(path, bytes, own, '', all);
    });
    if (metadata === null) return own;
    const inside = await withZip(`metadata.zip of ${shown}`, { bytes: metadata }, all.entries, (each) =>
      profilesOf(each, all),
    );
    return [...own, ...inside];
  });
  if (lines.length === 0) throw noProfiles(shown);
  return `Depot: ${shown.replace(/\s+/g, '_')}\n${lines.join('\n')}\n`;
}

async function profilesOf(zip: Zip, limits: Limits): Promise<string[]> {
  const lines: string[] = [];
  await zip.each((path, bytes) => profile(path, bytes, lines, 'metadata.zip/', limits));
  return lines;
}

type Bytes = Parameters<Parameters<Zip['each']>[0]>[1];

async function profile(path: string, bytes: Bytes, lines: string[], folder: string, limits: Limits): Promise<void> {
  const file = PROFILE.exec(path)?.[1];
  if (file === undefined || lines.length >= limits.profiles) return;
  const said = saidIn(new TextDecoder().decode(await bytes(limits.profile)));
  const parts = [
    ['vendor', said.get('creator') ?? said.get('vendor')],
    ['acceptance', said.get('acceptancelevel')],
    ['created', said.get('creationtime')],
  ].flatMap(([key, value]) => (value === undefined ? [] : [`${key}="${value}"`]));
  lines.push([`${folder}profiles/${file}`, ...parts].join('  '));
}

/** The spellings of trust in a profile's own file, and in what the host prints. */
const SPELT: ReadonlyMap<string, string> = new Map([
  ['certified', 'VMwareCertified'],
  ['accepted', 'VMwareAccepted'],
  ['partner', 'PartnerSupported'],
  ['community', 'CommunitySupported'],
]);

const TAGS = /<(creator|vendor|acceptancelevel|creationtime)>/gi;
/** No value of these is longer, with the blanks around it. */
const MOST_VALUE = 120;

/** The first value of each tag. A pattern that looked for its end too would try every blank of a file that is made of them. */
function saidIn(text: string): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const { 0: opened, 1: tag, index } of text.matchAll(TAGS)) {
    const from = index + opened.length;
    const [value = '', ...after] = text.slice(from, from + MOST_VALUE).split('<');
    const [key, plain] = [tag!.toLowerCase(), value.trim()];
    if (said.has(key) || after.length === 0 || !/^[^>"\r\n]+$/.test(plain)) continue;
    said.set(key, SPELT.get(plain) ?? plain);
  }
  return said;
}
