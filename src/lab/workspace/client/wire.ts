import type { AnyBlock, RichTextBlockElement, RichTextElement, RichTextLink, RichTextText } from '@slack/types';
import { codePieces, type Piece } from './typed.ts';

/** What was typed, as the `text` of a message: `& < >` escaped, links and mentions in angle brackets, code as it is. */
export function wireText(pieces: readonly Piece[]): string {
  return pieces.map(wirePiece).join('');
}

function wirePiece(piece: Piece): string {
  switch (piece.kind) {
    case 'text':
      return escaped(piece.text);
    case 'code':
      return `\`${wireText(codePieces(piece.text))}\``;
    case 'fence':
      return `\`\`\`${wireText(codePieces(piece.text))}\`\`\``;
    case 'link':
      return piece.label === undefined ? `<${escaped(piece.url)}>` : `<${escaped(piece.url)}|${escaped(piece.label)}>`;
    case 'user':
      return `<@${piece.id}>`;
    case 'channel':
      return `<#${piece.id}|${piece.name}>`;
    case 'usergroup':
      return `<!subteam^${piece.id}>`;
    case 'broadcast':
      return `<!${piece.range}>`;
  }
}

/** As `wireText`, in a slash command whose manifest says `should_escape`: mentions carry their names. */
export function commandText(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.kind === 'user' ? `<@${piece.id}|${piece.name}>` : wirePiece(piece))).join('');
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What was typed, as the `rich_text` block that Slack's client sends beside the text. */
export function richTextOf(pieces: readonly Piece[], blockId: string): AnyBlock {
  const elements: RichTextBlockElement[] = [];
  let section: RichTextElement[] = [];
  const endSection = () => {
    if (section.length > 0) elements.push({ type: 'rich_text_section', elements: section });
    section = [];
  };
  for (const piece of pieces) {
    if (piece.kind !== 'fence') section.push(...richPiece(piece));
    else {
      endSection();
      const text = piece.text.replace(/^\n|\n$/g, '');
      elements.push({ type: 'rich_text_preformatted', border: 0, elements: codePieces(text).flatMap(richCode) });
    }
  }
  endSection();
  return { type: 'rich_text', block_id: blockId, elements };
}

function richPiece(piece: Exclude<Piece, { kind: 'fence' }>): RichTextElement[] {
  switch (piece.kind) {
    case 'text':
      return [{ type: 'text', text: piece.text }];
    case 'code':
      return codePieces(piece.text).flatMap((part) => richCode(part).map((of) => ({ ...of, style: { code: true } })));
    case 'link':
      return [{ type: 'link', url: piece.url, ...(piece.label === undefined ? {} : { text: piece.label }) }];
    case 'user':
      return [{ type: 'user', user_id: piece.id }];
    case 'channel':
      return [{ type: 'channel', channel_id: piece.id }];
    case 'usergroup':
      return [{ type: 'usergroup', usergroup_id: piece.id }];
    case 'broadcast':
      return [{ type: 'broadcast', range: piece.range }];
  }
}

function richCode(piece: Piece): (RichTextText | RichTextLink)[] {
  if (piece.kind === 'link') return [{ type: 'link', url: piece.url }];
  return piece.kind === 'text' ? [{ type: 'text', text: piece.text }] : [];
}
