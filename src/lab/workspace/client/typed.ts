import { INVENTED } from '../invented.ts';
import { findChannel, findPerson, type Team } from '../state/team.ts';

/** A piece of what a person typed. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'fence'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly label?: string; readonly code: boolean }
  | { readonly kind: 'user'; readonly id: string; readonly name: string }
  | { readonly kind: 'channel'; readonly id: string; readonly name: string }
  | { readonly kind: 'usergroup'; readonly id: string }
  | { readonly kind: 'broadcast'; readonly range: 'here' | 'channel' | 'everyone' };

const URL_WRITTEN = String.raw`https?://[^\s<>]+[^\s<>.,;:!?'")\]]`;
const MAIL = String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`;
const DOMAIN = String.raw`(?:[a-z0-9-]+\.)+(?:${INVENTED.topLevelDomains.join('|')})(?![\w.-]*\w)(?:/[^\s<>]*)?`;
const MENTION = String.raw`[@#][\w.-]*\w`;
const PLAIN = new RegExp(
  `(${URL_WRITTEN})|(${MAIL})|(?<![\\w.@-])(${DOMAIN})|(?<![\\w])(${MENTION})|<(@[UW][A-Z0-9]+)>`,
  'gi',
);
const IN_CODE = new RegExp(`(${URL_WRITTEN})`, 'gi');
const CODE = /```([\s\S]*?)```|`([^`\n]+)`/g;

/** Takes what was typed apart, as Slack's client does: code, links, mentions, the rest. */
export function piecesOf(team: Team, typed: string): Piece[] {
  return split(
    typed,
    CODE,
    (text) => plainPieces(team, text),
    ([, fence, span]) => (fence === undefined ? { kind: 'code', text: span! } : { kind: 'fence', text: fence }),
  );
}

function plainPieces(team: Team, text: string): Piece[] {
  return split(text, PLAIN, asText, (found) => {
    const [, url, mail, domain, mention, id] = found;
    if (url !== undefined) return { kind: 'link', url, code: false };
    if (mail !== undefined) return { kind: 'link', url: `mailto:${mail}`, label: mail, code: false };
    if (domain !== undefined) return { kind: 'link', url: `http://${domain}`, label: domain, code: false };
    return mentioned(team, mention ?? id!) ?? { kind: 'text', text: found[0] };
  });
}

/** Inside code only URLs that are written out become links. */
export function codePieces(text: string): Piece[] {
  return split(text, IN_CODE, asText, ([url]) => ({ kind: 'link', url, code: true }));
}

function asText(text: string): Piece[] {
  return [{ kind: 'text', text }];
}

function mentioned(team: Team, word: string): Piece | undefined {
  const name = word.slice(1);
  if (word.startsWith('#')) {
    const channel = findChannel(team, name);
    return channel === undefined ? undefined : { kind: 'channel', id: channel.id, name: channel.name };
  }
  if (name === 'here' || name === 'channel' || name === 'everyone') return { kind: 'broadcast', range: name };
  const person = findPerson(team, name);
  if (person !== undefined) return { kind: 'user', id: person.id, name: person.name };
  const group = [...team.usergroups.values()].find(({ handle }) => handle === name);
  return group === undefined ? undefined : { kind: 'usergroup', id: group.id };
}

function split(
  text: string,
  by: RegExp,
  between: (text: string) => Piece[],
  found: (match: RegExpMatchArray) => Piece,
): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(by)) {
    if (match.index > at) pieces.push(...between(text.slice(at, match.index)));
    pieces.push(found(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push(...between(text.slice(at)));
  return pieces;
}
