import type { Overview, PersonShown } from '../../client-api.ts';
import { Avatar } from '../parts/avatar.tsx';
import { kindOf } from '../state/names.ts';
import { useSession } from '../state/session.tsx';

/** Who there is, and the user groups by which the app's policy may tell them apart. */
export function People() {
  const { overview } = useSession().state;
  return (
    <section>
      <h3>People</h3>
      <ul className="people">
        {overview.people.map((person) => (
          <li key={person.id}>
            <Avatar name={person.name} app={person.id === overview.app.userId} small />
            <span>
              <strong>{person.name}</strong>
              {person.id === overview.me.id && ' (you)'}
              <small>{standing(person, overview)}</small>
            </span>
          </li>
        ))}
      </ul>
      <p>
        Who may ask about which host is the app's to decide, by channel, person and user group. Type{' '}
        <code>{overview.app.commands[0]?.command ?? '/'} help</code> to see what you may do where you are.
      </p>
    </section>
  );
}

function standing(person: PersonShown, { usergroups }: Overview): string {
  const groups = usergroups.filter(({ users }) => users.includes(person.id)).map(({ handle }) => `@${handle}`);
  const state = person.deactivated ? ', deactivated' : '';
  return `${kindOf(person)}${groups.length === 0 ? '' : `, in ${groups.join(', ')}`}${state}`;
}
