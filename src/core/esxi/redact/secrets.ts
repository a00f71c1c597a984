/** What was found; the words stand in the text in its place. */
export type SecretKind =
  | 'private key'
  | 'password'
  | 'password hash'
  | 'token'
  | 'session'
  | 'SNMP community'
  | 'CHAP secret'
  | 'licence key';

/** How a secret looks within one line: the first group is what stands before it, the second is the secret. */
export interface Secret {
  readonly kind: SecretKind;
  readonly find: RegExp;
  /** Values that are none: words of a listing, masks, prompts. */
  readonly unless?: RegExp;
}

/** A line without any of these holds nothing to look for. */
export const TRIGGER =
  /pass|pwd|pw\b|secret|token|key|auth|bearer|cookie|session|communit|snmp|:\/\/|xox|xapp-|hooks\.slack|gh[pousr]_|github_pat_|glpat-|AKIA|ASIA|AIza|eyJ|\$[0-9a-z]{1,8}\$|^[\w.-]{1,32}:[./\w]{13}:\d|\bmd5\b|\bsha\d|net\s+use|@\d{1,5}[ /]|curl|-p|(?:root|admin|administrator|vpxuser|dcui|@vsphere\.local)[ \t]{0,8}[:/]|[0-9a-z]{5}-[0-9a-z]{5}-[0-9a-z]{5}-/i;

/** A quoted value, to the end of the line where the quote stays open, or all up to a blank. No group. */
const VALUE = String.raw`(?:["\u201c][^"\u201d\r\n]*|'[^'\r\n]*|[^\s"'\u201c][^\s]*)`;
const GAP = String.raw`[ \t\u00a0]{0,8}`;
/** Names that are followed by a secret; the end of a longer name will do (`db_password`). */
const PASSWORD = '(?:password|passwd|passwort|passphrase|passwrd)';
const NOT_A_SECRET =
  /^["'\u201c]?(?:true|false|yes|no|none|null|nil|undefined|n\/a|unset|not|required|optional|enabled|disabled|prohibited|discouraged|never|expired|invalid|incorrect|wrong|[*x.\u2022-]{1,64}|<[^>]{0,64}>|\$\{?\w{1,64}\}?|\[[\w.-]{1,64}@[^\]]{1,128}\]?.{0,4}|\d{1,3})["'\u201d,;.)]{0,3}$/i;
/** Prose speaks of passwords, too; a word without a digit or sign in it is left. */
const LIKE_PROSE = /^["'\u201c]?[A-Za-z]*["'\u201d.,;:]*$/;
/** Six characters and more, letters and digits: what is no value of a listing and no word of a sentence. An adapter, a path and what is taken out already are neither. */
const NOT_STRONG =
  /^(?!["'\u201c(]?(?=[^\s]{0,256}[A-Za-z])(?=[^\s]{0,256}\d)[^\s]{6})|^(?:vmk|vmnic|vmhba|vswitch)\d+\W*$|^["']?[[/~]|^hash\]/i;
const ACCOUNT = String.raw`(?:root|admin|administrator|vpxuser|dcui|[a-z][\w.-]{0,31}@vsphere\.local)`;
/** What may stand between the word and its value in a sentence: `the password of root is now …`. */
const BETWEEN = String.raw`(?:[ \t]{1,8}(?:(?:for|of)[ \t]{1,8}${ACCOUNT}(?=[ \t:])|is|was|now|on|to)){0,4}[ \t:=]{1,8}`;

const after = (before: string, flags = 'gi') => new RegExp(`(${before})(${VALUE})`, flags);

export const SECRETS: readonly Secret[] = [
  { kind: 'password', find: /(\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s/:@'"<>]{0,128}:)([^\s/@'"<>]{1,256})(?=@)/gi },

  { kind: 'token', find: /(\bAuthorization["'`]?[ \t]{0,8}[:=][ \t]{0,8}["'`]?)([^\s"'`][^"'`\r\n]*)/gi },
  { kind: 'token', find: /()((?<![A-Za-z0-9])xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{10,})/g },
  { kind: 'token', find: /()((?<![A-Za-z0-9])xapp-\d-[A-Za-z0-9-]{10,})/g },
  { kind: 'token', find: /(hooks\.slack\.com\/(?:services|workflows|triggers)\/)([A-Za-z0-9/_-]{10,})/g },
  { kind: 'token', find: /()((?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}))/g },
  { kind: 'token', find: /()((?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9]))/g },
  { kind: 'token', find: /()((?<![\w-])AIza[\w-]{35})/g },
  { kind: 'token', find: /()((?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*){0,3})/g },
  { kind: 'token', find: /(\bBearer[ \t]{1,8})([\w.~+/=-]{8,})/gi, unless: /^[A-Za-z]*[.]?$/ },
  {
    kind: 'token',
    find: after(
      String.raw`(?:api|access|secret|client|auth|csrf|private|refresh)[_-]?(?:key|token)(?:[_-]?id)?["'\`]?${GAP}[:=]${GAP}`,
    ),
    unless: NOT_A_SECRET,
  },
  { kind: 'token', find: after(`token["'\`]?${GAP}[:=]${GAP}`), unless: /^(?!(?=.{0,256}\d).{8})/ },
  { kind: 'token', find: after(String.raw`--[\w-]{0,32}(?:token|api-key)[ =]{1,8}`), unless: /^-|^\[redacted/ },

  {
    kind: 'session',
    find: /(\b(?:Set-)?Cookie2?["'`]?[ \t]{0,8}:[ \t]{0,8}["'`]?)((?=[\w.-]{1,64}=)[^\r\n]{1,65536})/gi,
  },
  {
    kind: 'session',
    find: /(\b(?:vmware[_-]soap[_-]session|vmware-api-session-id|vmware_cgi_ticket|JSESSIONID|PHPSESSID|sid|ticket)["'`]?[ \t]{0,8}[=:][ \t]{0,8}\\?["'`]?)([\w.%+/=-]{16,})/gi,
  },

  {
    kind: 'CHAP secret',
    find: after(String.raw`\bauth[ \t]{1,8}chap[ \t]{1,8}set\b[^\r\n]{0,256}?[ \t]-S[ =]{0,8}`, 'g'),
  },
  {
    kind: 'CHAP secret',
    find: after(`(?:chap|mutual|iscsi)[_ .-]?(?:[a-z]{1,16}[_ .-]?)?secret["'\`]?${GAP}[:=]${GAP}`),
    unless: NOT_A_SECRET,
  },
  { kind: 'CHAP secret', find: after(String.raw`\bchap\b[^\r\n]{0,256}?[ \t]--secret[ =]{1,8}`), unless: /^-/ },
  { kind: 'CHAP secret', find: after(`chap[_ .-]?(?:[a-z]{1,16}[_ .-]?)?secret${GAP}[ \\t]`), unless: NOT_STRONG },

  { kind: 'SNMP community', find: /(<communit(?:y|ies)>)([^<\r\n]{1,256})(?=<)/gi },
  {
    kind: 'SNMP community',
    find: /(\bcommunit(?:y|ies)(?:[ \t]{1,8}(?:string|name)s?)?["'`]?[ \t]{0,8}[:=][ \t]{0,8})([^\s<](?:[^\r\n<]{0,255}[^\s<])?)/gi,
    unless: /:\/\//,
  },
  {
    kind: 'SNMP community',
    find: after(String.raw`\bcommunit(?:y|ies)(?:[ \t]{1,8}(?:string|name)s?)?(?:[ \t]{1,8}is)?[ \t]{1,8}`),
    unless: NOT_STRONG,
  },
  { kind: 'SNMP community', find: after('--communit(?:y|ies)[ =]{1,8}'), unless: /^-/ },
  {
    kind: 'SNMP community',
    find: after(
      String.raw`\bsnmp(?:-server[ \t]{1,8}community|[ \t]{1,8}set\b[^\r\n]{0,256}?[ \t]-c|(?:bulk)?(?:walk|get|getnext|set)\b[^\r\n]{0,256}?[ \t]-c)[ =]{0,8}`,
    ),
  },
  { kind: 'SNMP community', find: /((?:\btargets?\b|\bsnmp\b)[^\r\n]{0,256}?@\d{1,5}[ /])([^\s,/][^\s,]{0,255})/gi },

  { kind: 'licence key', find: /()((?<![0-9A-Za-z-])[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}(?![0-9A-Za-z-]))/g },

  { kind: 'password hash', find: /()((?<!\$)\$(?:1|2[abxy]?|5|6|7|y|gy|sha1|argon2(?:id?|d))\$[^\s:,"']{8,})/g },
  { kind: 'password hash', find: /^(\w[\w.-]{0,31}:)([./0-9A-Za-z]{13})(?=:\d{0,6}:\d{0,6}:\d{0,6}:)/g },
  { kind: 'password hash', find: /(\brootpw[ \t]{1,8}(?:--(?:iscrypted|plaintext)[ \t]{1,8})?)(\S+)/g },

  { kind: 'password', find: /(\b(?:password|secret|key)[ \t]{1,8}[05789][ \t]{1,8})(\S+)/gi, unless: LIKE_PROSE },
  { kind: 'password', find: /(<\w{0,64}(?:password|passwd|secret)>)([^<\r\n]{1,256})(?=<)/gi },
  { kind: 'password', find: after(`${PASSWORD}["'\`]?${GAP}(?:=>|[:=])=?${GAP}`), unless: NOT_A_SECRET },
  { kind: 'password', find: after(`(?<![a-z])(?:pass|[a-z_]{0,16}_pass)${GAP}=${GAP}`), unless: NOT_A_SECRET },
  { kind: 'password', find: after(`(?:pwd|(?<![a-z])pw)["'\`]?${GAP}[:=]${GAP}`), unless: /^["']?[/~]|^\[redacted/ },
  { kind: 'password', find: after(`secret["'\`]?${GAP}[:=]${GAP}`), unless: NOT_A_SECRET },
  {
    kind: 'password',
    find: after(String.raw`--[\w-]{0,32}(?:password|passwd|pass|passphrase|secret|psk)(?:-confirmation)?[ =]{1,8}`),
    unless: /^-/,
  },
  { kind: 'password', find: after(`${PASSWORD}[ \\t]{1,8}(?:is|was)[ \\t]{1,8}`), unless: LIKE_PROSE },
  { kind: 'password', find: after(`${PASSWORD}[ \\t]{1,8}for[ \\t]{1,8}\\S{1,128}:[ \\t]{0,8}`), unless: NOT_A_SECRET },
  { kind: 'password', find: after(`${PASSWORD}${BETWEEN}`), unless: NOT_STRONG },
  { kind: 'password', find: after(`(?<![a-z])(?:pass|pwd|pw)${BETWEEN}`), unless: NOT_STRONG },
  // What has a further colon in it is a line of /etc/passwd.
  {
    kind: 'password',
    find: new RegExp(String.raw`((?<![\w@./-])${ACCOUNT}(?::|[ \t]{1,8}/[ \t]{1,8}))([^\s:/]{1,256})(?![^\s])`, 'gi'),
    unless: NOT_STRONG,
  },
  {
    kind: 'password',
    find: after(String.raw`\bsystem[ \t]{1,8}account[ \t]{1,8}(?:set|add)\b[^\r\n]{0,256}?[ \t]-p[ =]{0,8}`, 'g'),
    unless: /^-/,
  },
  {
    kind: 'password',
    find: after(String.raw`\bsystem[ \t]{1,8}account[ \t]{1,8}(?:set|add)\b[^\r\n]{0,256}?[ \t]-c[ =]{0,8}`, 'g'),
    unless: /^-/,
  },

  // Options before the namespace are the connection's; behind it `-p` is a port group.
  {
    kind: 'password',
    find: after(
      String.raw`\besxcli(?:[ \t]{1,8}-[^\s]{1,256}(?:[ \t]{1,8}[^\s-][^\s]{0,256})?){0,8}?[ \t]{1,8}-p[ =]{0,8}`,
      'g',
    ),
  },
  {
    kind: 'password',
    find: after(
      String.raw`\bvim-cmd\b(?:[ \t]{1,8}-[^\s]{1,256}(?:[ \t]{1,8}[^\s-][^\s]{0,256})?){0,8}?[ \t]{1,8}-[pP][ =]{0,8}`,
      'g',
    ),
  },
  { kind: 'password', find: after(String.raw`\bsshpass[ \t]{1,8}-p[ =]{0,8}`, 'g') },
  { kind: 'password', find: after(String.raw`\b(?:plink|pscp|putty)(?:\.exe)?\b[^\r\n]{0,256}?[ \t]-pw[ \t]{1,8}`) },
  { kind: 'password', find: /(\bcurl\b[^\r\n]{0,512}?[ \t](?:-u|--user)[ =]{0,8}["']?[^\s:"']{1,128}:)([^\s"']+)/g },
  {
    kind: 'password',
    find: /(\bnet[ \t]{1,8}use\b[^\r\n]{0,64}?\\\\\S{1,256}[ \t]{1,8}(?:\/user:\S{1,128}[ \t]{1,8})?)([^\s/*]\S*)/gi,
  },
  {
    kind: 'password',
    find: /(\becho[ \t]{1,8}(?:-\w{1,2}[ \t]{1,8})?)(\S{1,256})(?=[ \t]{0,8}\|[ \t]{0,8}(?:sudo[ \t]{1,8})?(?:passwd|chpasswd)\b)/g,
  },
  {
    kind: 'password',
    find: /(^[ \t]{0,8}\d{1,5}[ \t]{1,8}(?:M|MD5|SHA1|SHA256|AES128CMAC)[ \t]{1,8})(\S{1,256})(?=[ \t]{0,64}(?:#|$))/g,
  }, // ntp.keys
];

/** A line that asks for a password, and says nothing else: what is typed stands on the next one. */
export const ASKS = new RegExp(
  `^[ \\t>*-]{0,16}(?:[a-z]{1,32}[ \\t]{1,8}){0,3}${PASSWORD}[ \\t]{0,8}[:=]?[ \\t]{0,8}$`,
  'i',
);

/** One word that is like a password, and no prompt, adapter or address. */
export function isLikeSecret(line: string): boolean {
  const word = line.trim();
  return word.length <= 128 && !/\s/.test(word) && !NOT_STRONG.test(word);
}
