import type { ChannelShown } from '../../client-api.ts';
import { titleOf } from '../state/names.ts';
import { useSession } from '../state/session.tsx';

/** Stands in place of the composer where one cannot write. */
export function NotIn({ channel }: { channel: ChannelShown }) {
  const { ask } = useSession();
  if (channel.archived) return <p className="not-in">{titleOf(channel)} is archived: nobody can write here.</p>;
  return (
    <p className="not-in">
      You are not in {titleOf(channel)}.{' '}
      <button type="button" className="button" onClick={() => void ask('join', { channel: channel.id })}>
        Join
      </button>
    </p>
  );
}
