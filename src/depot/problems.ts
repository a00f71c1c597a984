import { Problem } from '../problem.ts';

const refused = (code: string, message: string, next: string) => new Problem({ code, message, next, exit: 1 });

const PASTE = 'Paste what `esxcli software sources profile list -d` prints for it on the host instead.';

export const damaged = (name: string) =>
  refused('bundle-damaged', `${name} is no whole zip file: it is damaged or cut off.`, `Fetch it again. ${PASTE}`);

export const unsafe = (name: string) =>
  refused(
    'bundle-unsafe',
    `${name} names a file outside of itself, which no bundle does, so I read nothing of it.`,
    'Ask whoever made it where it comes from.',
  );

export const tooLarge = (name: string, what: string) =>
  refused('too-large', `${name} has ${what} than any offline bundle, so I stopped.`, PASTE);

export const noProfiles = (name: string) =>
  refused(
    'bundle',
    `${name} holds no image profiles: it is a zip file, but no offline bundle of ESXi.`,
    'A bundle has a metadata.zip, and in it the folder profiles. A .zip that vCenter exports holds the .tgz of each host: unpack it once.',
  );
