import type { StreamEvent } from '../../client-api.ts';

const AGAIN_MS = 1_000;

/** Listens to one person's stream and opens it again when it is lost; the result ends it. */
export function listen(as: string, told: (event: StreamEvent) => void, lost: () => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(`/client/stream?as=${encodeURIComponent(as)}`);
    source.onmessage = ({ data }: MessageEvent<string>) => told(JSON.parse(data) as StreamEvent);
    source.onerror = () => {
      source?.close();
      lost();
      timer = setTimeout(open, AGAIN_MS);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
