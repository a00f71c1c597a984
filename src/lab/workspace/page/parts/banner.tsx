import { useEffect, useState } from 'react';
import { useSession } from '../state/session.tsx';

/** Only a link that stays lost is told of; the first opening is quicker than this. */
const PATIENCE_MS = 700;

/** Says that the workspace is gone, until it is back. */
export function Banner() {
  const { live } = useSession().state;
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (live) return setLate(false);
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [live]);
  return (
    <div role="alert" className="banner-room">
      {late && !live && <p className="banner">The workspace does not answer. This page tries again every second.</p>}
    </div>
  );
}
