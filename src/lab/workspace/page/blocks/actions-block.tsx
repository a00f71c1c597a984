import type { ActionsBlock as Actions } from '@slack/types';
import type { Surface } from '../../client-api.ts';
import { ActionElement } from '../elements/action-element.tsx';

/** A row of buttons and menus. */
export function ActionsBlock({ block, surface }: { block: Actions; surface: Surface }) {
  return (
    <div className="actions">
      {block.elements.map((element, at) => {
        const id = 'action_id' in element ? element.action_id : undefined;
        return <ActionElement key={id ?? at} element={element} blockId={block.block_id ?? ''} surface={surface} />;
      })}
    </div>
  );
}
