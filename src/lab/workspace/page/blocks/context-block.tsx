import type { ContextBlock as Context } from '@slack/types';
import { Text } from './text.tsx';

/** Small words under a message. */
export function ContextBlock({ block }: { block: Context }) {
  return (
    <div className="context">
      {block.elements.map((element, at) =>
        element.type === 'image' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: elements of a context have no id and keep their places
          <span key={at}>{element.alt_text}</span>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: elements of a context have no id and keep their places
          <Text key={at} text={element} />
        ),
      )}
    </div>
  );
}
