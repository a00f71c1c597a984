import { z } from 'zod';

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text is expected',
  number: 'a number is expected',
  int: 'a whole number is expected',
  boolean: 'true or false is expected',
  array: 'a list is expected',
  object: 'names with values are expected',
  record: 'names with values are expected',
};

const MOST_PATH = 120;

/** Faults of a schema in our own words, where it says none itself; a value is never told again, since it may be a secret. */
export function inOwnWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'it is missing' : (EXPECTED[issue.expected] ?? 'this is of the wrong kind');
    case 'too_big':
      return issue.origin === 'string' ? 'it is too long' : `it is at most ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int' ? `it is at least ${issue.minimum}` : 'it is empty';
    case 'invalid_value':
      return `it is one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_key':
      return 'people are named by their Slack user id, such as U0LAN0Z89';
    default:
      return undefined;
  }
}

/** Each fault with its path, on one line. */
export function told(prefix: readonly string[], error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${unknownAt(path, key)}`);
    // A secret may have slipped there.
    if (issue.code === 'invalid_key') return [`${pathText(path.slice(0, -1))}: ${issue.message}`];
    return [`${path.length === 0 ? 'the file' : pathText(path)}: ${issue.message}`];
  });
}

/** `hosts["esx 08"].key` */
export function pathText(path: readonly PropertyKey[]): string {
  const text = z.core.toDotPath(path);
  return text.length <= MOST_PATH ? text : `${text.slice(0, MOST_PATH)}…`;
}

/** What stands where a key should may be a secret that slipped there; a plain word is none. */
function unknownAt(path: readonly PropertyKey[], key: string): string {
  if (/^[A-Za-z_]{1,24}$/.test(key)) return `${pathText([...path, key])}: there is no such setting`;
  return `${path.length === 0 ? 'the file' : pathText(path)}: it holds a setting that there is not`;
}
