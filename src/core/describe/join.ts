import type { Reply, Section } from '../reply.ts';

interface Part {
  readonly host: string | number;
  readonly reply: Reply;
}

/** What a host is called: its name, or its number where it has none. */
export function hostTitle(host: string | number): string {
  return typeof host === 'string' ? host : `Host ${host}`;
}

/** One reply of several hosts' replies, each under its host; the first one's is the headline where it was asked for by name. */
export function joined(parts: readonly Part[], isNamed = false): Reply {
  if (parts.length === 1) return parts[0]!.reply;
  const [{ host, reply: first }] = parts as [Part];
  const others = parts.length === 2 ? 'The other host is' : `The other ${parts.length - 1} hosts are`;
  return {
    headline: isNamed
      ? { ...first.headline, text: `${hostTitle(host)}: ${first.headline.text} ${others} answered below.` }
      : { text: `${parts.length} hosts were read; each is answered for itself.` },
    sections: parts.flatMap(sectionsOf),
    afterEvidence: parts.flatMap(({ host, reply }) => titled(host, reply.afterEvidence ?? [])),
  };
}

function sectionsOf({ host, reply }: Part): Section[] {
  const lines = [reply.headline, ...(reply.context === undefined ? [] : [{ text: reply.context }])];
  return [{ title: hostTitle(host), blocks: [{ kind: 'text', lines }] }, ...titled(host, reply.sections)];
}

function titled(host: string | number, sections: readonly Section[]): Section[] {
  return sections.map((section) => ({ ...section, title: `${hostTitle(host)}: ${section.title}` }));
}
