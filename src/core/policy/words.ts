import type { People, Refusal } from './admission.ts';

/** How the place where it is read names channels, people and user groups. */
export interface Names {
  channel(id: string): string;
  user(id: string): string;
  usergroup(id: string): string;
}

/** A refusal in one sentence with its reason, and what to do. Names of hosts and groups stand between backticks. */
export function refusalWords(refusal: Refusal, names: Names): { readonly message: string; readonly next: string } {
  switch (refusal.code) {
    case 'outsider':
      return {
        message: `I answer full members of this workspace, and you are ${STANDING[refusal.standing]}.`,
        next: 'Ask a member to ask, or the keeper of my configuration to add your user id under `ask: users:` of a policy.',
      };
    case 'no-policy':
      return {
        message: `No policy says who may ask about hosts, so nobody may read \`${refusal.host}\` from here.`,
        next: `In the file that VMKBOT_CONFIG names, write one, such as \`policies: [{ ${policyFor(refusal.groups)} }]\`. What is pasted I answer without one.`,
      };
    case 'other-channel':
      return {
        message: `You may ask about \`${refusal.host}\`, but not here.`,
        next: `Ask in ${either(refusal.channels.map(names.channel))}.`,
      };
    case 'other-people':
      return {
        message: `Only ${people(refusal, names)} may ask about \`${refusal.host}\` here.`,
        next: 'Ask one of them to ask, or to have you added. What you paste I answer.',
      };
    case 'other-people-and-channel':
      return {
        message: `Only ${people(refusal, names)} may ask about \`${refusal.host}\`, and only in ${either(refusal.channels.map(names.channel))}.`,
        next: 'Ask one of them to ask there, or to have you added. What you paste I answer.',
      };
    case 'standing-unknown':
      return {
        message: `Slack did not tell me whether you are a full member of this workspace, so I did not read \`${refusal.host}\`.`,
        next: 'Ask again in a minute. If it stays so, the bot lacks the scope `users:read`; people whom a policy lists by id need none. What you paste I answer.',
      };
    case 'membership-unknown':
      return {
        message: `Slack did not tell me whether you are in ${either(refusal.usergroups.map(names.usergroup))}, so I did not read \`${refusal.host}\`.`,
        next: 'Ask again in a minute. If it stays so, the bot lacks the scope `usergroups:read`.',
      };
  }
}

const STANDING = {
  guest: 'a guest',
  bot: 'a bot',
  deactivated: 'deactivated',
  outside: 'from another workspace',
} as const;

function policyFor(groups: readonly string[]): string {
  return `groups: [${groups[0] ?? 'prod'}], changes: [route], ask: { channels: [C012] }, approve: { users: [U2] }`;
}

function people({ users, usergroups }: People, names: Names): string {
  if (users.length + usergroups.length === 0) return 'full members of this workspace';
  const groups = usergroups.map((id) => `members of ${names.usergroup(id)}`);
  return list([...groups, ...users.map(names.user)], 'and');
}

const either = (words: readonly string[]): string => list(words, 'or');

/** At most five: a refusal is read on a phone. */
function list(words: readonly string[], last: 'and' | 'or'): string {
  const most = words.length > 5 ? [...words.slice(0, 4), `${words.length - 4} others`] : words;
  return most.length < 2 ? most.join('') : `${most.slice(0, -1).join(', ')} ${last} ${most.at(-1)}`;
}
