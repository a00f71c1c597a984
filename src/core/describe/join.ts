import type { Reply, Section } from '../reply.ts';

interface Part {
  readonly host: string | number;
  readonly reply: Reply;
}

/** What a host is called: its name, or its number where it has none. */
export function hostTitle(host: string | number): string {
  return typeof host === 'string' ? host : `Host ${host}`;
}

/** One reply of several hosts' replies, each under its host. */
export function joined(parts: readonly Part[]): Reply {
  if (parts.length === 1) return parts[0]!.reply;
  return {
    headline: { text: `${parts.length} hosts were read; each is answered for itself.` },
    sections: parts.flatMap(sectionsOf),
  };
}

function sectionsOf({ host, reply }: Part): Section[] {
  const lines = [reply.headline, ...(reply.context === undefined ? [] : [{ text: reply.context }])];
  const name = hostTitle(host);
  return [
    { title: name, blocks: [{ kind: 'text', lines }] },
    ...reply.sections.map((section) => ({ ...section, title: `${name}: ${section.title}` })),
  ];
}
