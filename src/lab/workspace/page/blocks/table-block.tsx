import type { TableBlock as Table } from '@slack/types';
import { Kit } from './kit.tsx';

type Cell = Table['rows'][number][number];

/** A table, its first row the heading; a wide one scrolls. The library draws only a table of its own shape. */
export function TableBlock({ block }: { block: Table }) {
  const [head = [], ...rows] = block.rows;
  const align = (at: number) => block.column_settings?.[at]?.align ?? 'left';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, by keyboard too
    <section className="table-room" tabIndex={0} aria-label="Table">
      <table>
        <thead>
          <tr>
            {head.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
              <th key={at} scope="col" className={`align-${align(at)}`}>
                <CellContent cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <tr key={line}>
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                <td key={at} className={`align-${align(at)}`}>
                  <CellContent cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function CellContent({ cell }: { cell: Cell }) {
  if (cell.type === 'rich_text') return <Kit blocks={[cell]} />;
  return <>{'text' in cell ? cell.text : String((cell as { value?: unknown }).value ?? '')}</>;
}
