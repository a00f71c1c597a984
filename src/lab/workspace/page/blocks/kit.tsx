import type { AnyBlock } from '@slack/types';
import { type ComponentProps, type MouseEvent, useMemo } from 'react';
import { Message } from 'slack-blocks-to-jsx';
import { useSession } from '../state/session.tsx';
import { useTheme } from '../state/theme.tsx';

type KitBlocks = ComponentProps<typeof Message>['blocks'];

/** Blocks without anything to click, as slack-blocks-to-jsx draws them. */
export function Kit({ blocks }: { blocks: readonly AnyBlock[] }) {
  const { people, channels, usergroups } = useSession().state.overview;
  const { dark } = useTheme();
  const data = useMemo(
    () => ({
      users: people.map(({ id, name }) => ({ id, name })),
      channels: channels.map(({ id, name }) => ({ id, name })),
      user_groups: usergroups.map(({ id, handle }) => ({ id, name: handle })),
    }),
    [people, channels, usergroups],
  );
  return (
    <div className="kit" onClickCapture={openElsewhere}>
      {/* Its types are its own: wider here, narrower there. */}
      <Message
        blocks={blocks.map(nameless) as unknown as KitBlocks}
        logo=""
        name=""
        withoutWrapper
        theme={dark ? 'dark' : 'light'}
        data={data}
      />
    </div>
  );
}

/** The library makes an element's id of a block's; a message that stands in a thread too would have it twice. */
function nameless(block: AnyBlock): object {
  const { block_id: _, ...rest } = block as AnyBlock & { block_id?: string };
  return rest;
}

/** Markup of Slack's own kind. */
export function Mrkdwn({ text }: { text: string }) {
  return <Kit blocks={[{ type: 'section', text: { type: 'mrkdwn', text } }]} />;
}

/** A link of a message leaves the page where it is. */
function openElsewhere({ target }: MouseEvent): void {
  const link = target instanceof Element ? target.closest('a') : null;
  if (link === null) return;
  link.target = '_blank';
  link.rel = 'noreferrer noopener';
}
