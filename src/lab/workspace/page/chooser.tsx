import type { Overview } from '../client-api.ts';
import { Avatar } from './parts/avatar.tsx';

/** Asks a newcomer who to be in this tab. */
export function Chooser({ overview, choose }: { overview: Overview; choose: (name: string) => void }) {
  const people = overview.people.filter(({ kind, deactivated }) => kind !== 'bot' && !deactivated);
  return (
    <main className="chooser">
      <h1>Who are you in this tab?</h1>
      <p>
        This is a workspace on your own machine, in place of Slack. Open another tab to be somebody else at the same
        time.
      </p>
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" className="chooser-person" onClick={() => choose(person.name)}>
              <Avatar name={person.name} />
              <span>
                <strong>{person.name}</strong>
                <small>{groupsOf(overview, person.id)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </main>
  );
}

function groupsOf({ usergroups }: Overview, user: string): string {
  const groups = usergroups.filter(({ users }) => users.includes(user)).map(({ handle }) => `@${handle}`);
  return groups.length === 0 ? 'in no user group' : `in ${groups.join(', ')}`;
}
