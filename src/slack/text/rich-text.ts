/** The blocks of code in a message's rich text, each as one text, in order. */
export function codeOfBlocks(blocks: readonly unknown[] | undefined): string[] {
  return (blocks ?? []).flatMap(codeIn);
}

/** What Slack delivers is data of others: nothing of its shape is taken for granted. */
function codeIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, elements } = node as { readonly type?: unknown; readonly elements?: unknown };
  if (!Array.isArray(elements)) return [];
  return type === 'rich_text_preformatted' ? [asLines(elements.map(textOf).join(''))] : elements.flatMap(codeIn);
}

/** Slack takes the line break before the closing mark away: nothing was cut there. */
export function asLines(code: string): string {
  return code === '' || code.endsWith('\n') ? code : `${code}\n`;
}

/** Slack makes links of addresses in code too; their text is what was typed. */
function textOf(element: unknown): string {
  if (typeof element !== 'object' || element === null) return '';
  const { type, text, url, user_id: user, name } = element as Record<string, unknown>;
  if (typeof text === 'string') return text;
  if (typeof url === 'string') return url;
  if (typeof user === 'string') return `@${user}`;
  return type === 'emoji' && typeof name === 'string' ? `:${name}:` : '';
}
