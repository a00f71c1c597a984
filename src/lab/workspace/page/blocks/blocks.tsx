import type { AnyBlock, KnownBlock } from '@slack/types';
import type { ReactNode } from 'react';
import type { Surface } from '../../client-api.ts';
import { ActionsBlock } from './actions-block.tsx';
import { ContextBlock } from './context-block.tsx';
import { InputBlock } from './input-block.tsx';
import { Kit } from './kit.tsx';
import { SectionBlock } from './section-block.tsx';
import { TableBlock } from './table-block.tsx';

/** Blocks of a message, a modal or a Home tab. `surface` is where their buttons are clicked. */
export function Blocks({ blocks, surface }: { blocks: readonly AnyBlock[]; surface: Surface }) {
  return (
    <div className="blocks">
      {blocks.map((block, at) => (
        <Block key={idOf(block) ?? at} block={block as KnownBlock} surface={surface} />
      ))}
    </div>
  );
}

const idOf = (block: AnyBlock): string | undefined => ('block_id' in block ? block.block_id : undefined);

/** What the library draws well is left to it: text, headings, rules, pictures. */
function Block({ block, surface }: { block: KnownBlock; surface: Surface }): ReactNode {
  switch (block.type) {
    case 'actions':
      return <ActionsBlock block={block} surface={surface} />;
    case 'section':
      return <SectionBlock block={block} surface={surface} />;
    case 'input':
      return <InputBlock block={block} surface={surface} />;
    case 'context':
      return <ContextBlock block={block} />;
    case 'table':
      return <TableBlock block={block} />;
    default:
      return <Kit blocks={[block]} />;
  }
}
