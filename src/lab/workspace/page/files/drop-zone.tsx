import { type DragEvent, type ReactNode, useRef, useState } from 'react';

/** A place that takes files: dropped anywhere on it, they go to its composer. */
export function DropZone({
  add,
  able,
  children,
}: {
  add: (files: File[]) => void;
  able: boolean;
  children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  // Each child that is entered or left says so too, hence a count.
  const depth = useRef(0);
  const count = (step: number) => (event: DragEvent) => {
    if (!able || !event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + step);
    setOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    if (able && event.dataTransfer.files.length > 0) add([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the composer's button does the same for those who do not drag
    <div
      className="drop-zone"
      onDragEnter={count(1)}
      onDragLeave={count(-1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {over && <p className="drop-hint">Drop it to add it to your message</p>}
    </div>
  );
}
