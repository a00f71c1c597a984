import type { SectionBlock as Section } from '@slack/types';
import type { Surface } from '../../client-api.ts';
import { ActionElement } from '../elements/action-element.tsx';
import { Text } from './text.tsx';

/** A text, fields in two columns, and one thing beside them. */
export function SectionBlock({ block, surface }: { block: Section; surface: Surface }) {
  const { text, fields, accessory, block_id: blockId = '' } = block;
  return (
    <div className="section">
      <div className="section-text">
        {text !== undefined && <Text text={text} />}
        {fields !== undefined && (
          <div className="fields">
            {fields.map((field, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields have no id and keep their places
              <Text key={at} text={field} />
            ))}
          </div>
        )}
      </div>
      {accessory !== undefined && <ActionElement element={accessory} blockId={blockId} surface={surface} />}
    </div>
  );
}
