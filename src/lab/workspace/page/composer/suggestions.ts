import type { Overview } from '../../client-api.ts';

/** One line of the popup: what it is called, what it says, and what takes the place of what was typed. */
export interface Suggestion {
  readonly name: string;
  readonly note: string;
  readonly insert: string;
}

export interface Offer {
  /** Where the word begins that a suggestion replaces. */
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
  /** How the command that is being typed goes on. */
  readonly hint?: string;
}

/** Commands of Slack itself that the page does. */
export const OWN_COMMANDS = [
  { command: '/invite', description: 'Brings somebody, or the app, into this channel', hint: '@name' },
  { command: '/remove', description: 'Puts somebody, or the app, out of this channel', hint: '@name' },
] as const;

/** What to offer while a person types; null where there is nothing. `at` is the caret. */
export function offerFor(text: string, at: number, overview: Overview): Offer | null {
  const typed = text.slice(0, at);
  const commands = [...overview.app.commands, ...OWN_COMMANDS];
  if (/^\/\S*$/.test(typed)) {
    return some(0, commands.filter(({ command }) => command.startsWith(typed)).map(commandLine));
  }
  const mention = /(?:^|[\s(])([@#])([\w.-]*)$/.exec(typed);
  if (mention !== null) {
    const [, sign, begun = ''] = mention;
    const all = sign === '@' ? mentions(overview) : channels(overview);
    return some(
      at - begun.length - 1,
      all.filter(({ name }) => name.slice(1).startsWith(begun.toLowerCase())),
    );
  }
  const known = commands.find(({ command }) => typed.startsWith(`${command} `));
  return known === undefined ? null : { from: 0, suggestions: [], hint: `${known.command} ${known.hint}` };
}

function some(from: number, suggestions: readonly Suggestion[]): Offer | null {
  return suggestions.length === 0 ? null : { from, suggestions };
}

type Command = { readonly command: string; readonly description: string; readonly hint: string };

const commandLine = ({ command, description, hint }: Command): Suggestion => ({
  name: `${command} ${hint}`.trim(),
  note: description,
  insert: `${command} `,
});

function mentions({ people, usergroups, app, me }: Overview): Suggestion[] {
  const others = people.filter(({ id, deactivated }) => id !== me.id && !deactivated);
  const apps = others.filter(({ id }) => id === app.userId).map(({ name }) => [name, 'app'] as const);
  const members = others.filter(({ id }) => id !== app.userId).map(({ name }) => [name, 'person'] as const);
  const groups = usergroups.map(({ handle }) => [handle, 'user group'] as const);
  return [...apps, ...members, ...groups].map(([name, note]) => ({ name: `@${name}`, note, insert: `@${name} ` }));
}

function channels({ channels }: Overview): Suggestion[] {
  return channels
    .filter(({ kind }) => kind !== 'im')
    .map(({ name, kind }) => ({ name: `#${name}`, note: `${kind} channel`, insert: `#${name} ` }));
}
