import { useEffect, useState } from 'react';
import type { OptionShown, Overview, Surface } from '../../client-api.ts';
import { sentenceOf } from '../api/calls.ts';
import { failureOf } from '../api/outcome.ts';
import { useSession } from '../state/session.tsx';
import { type MenuElement, shownOption } from './menu-values.ts';

interface Options {
  readonly options: readonly OptionShown[];
  /** Why there is nothing to choose, where there is nothing. */
  readonly note: string;
}

type Place = { surface: Surface; blockId: string; actionId: string };

/** What a menu offers for a search: its own options, people, channels, or what the app answers. */
export function useOptions(element: MenuElement, place: Place, query: string): Options {
  const { overview } = useSession().state;
  const asks = element.type === 'external_select' || element.type === 'multi_external_select';
  const least = asks ? (element.min_query_length ?? 3) : 0;
  const asked = useAsked(place, query, asks && query.length >= least);
  if (asks && query.length < least) return { options: [], note: `Type ${least} letters or more` };
  if (asks) return asked;
  const wanted = query.toLowerCase();
  const options = ownOptions(element, overview).filter(({ text }) => text.toLowerCase().includes(wanted));
  return { options, note: 'Nothing fits' };
}

function ownOptions(element: MenuElement, { people, channels }: Overview): OptionShown[] {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select':
      return (element.options ?? element.option_groups?.flatMap((group) => group.options) ?? []).map(shownOption);
    case 'users_select':
    case 'multi_users_select':
      return people.map(({ id, name }) => ({ text: name, value: id }));
    case 'conversations_select':
    case 'multi_conversations_select':
      return channels.map(({ id, name, kind }) => ({ text: kind === 'im' ? name : `#${name}`, value: id }));
    case 'channels_select':
    case 'multi_channels_select':
      return channels.filter(({ kind }) => kind === 'public').map(({ id, name }) => ({ text: `#${name}`, value: id }));
    case 'external_select':
    case 'multi_external_select':
      return [];
  }
}

/** The app's own answer to a search; the last search counts. */
function useAsked({ surface, blockId, actionId }: Place, query: string, wanted: boolean): Options {
  const { state, ask } = useSession();
  const app = state.overview.app.name;
  const [answer, setAnswer] = useState<Options>({ options: [], note: 'Looking …' });
  const at = JSON.stringify(surface);
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    setAnswer({ options: [], note: 'Looking …' });
    ask('suggest', { at: JSON.parse(at) as Surface, blockId, actionId, query }).then(
      ({ outcome, options }) => current && setAnswer({ options, note: failureOf(outcome, app) ?? 'Nothing fits' }),
      (error: unknown) => current && setAnswer({ options: [], note: sentenceOf(error) }),
    );
    return () => {
      current = false;
    };
  }, [ask, app, at, blockId, actionId, query, wanted]);
  return answer;
}
