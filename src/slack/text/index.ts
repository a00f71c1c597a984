export { boundary, pieces, shortened } from './cut.ts';
export { escapeMrkdwn } from './escape.ts';
export { type Pasted, type PastedMessage, pastedText, wordsBeside } from './pasted-text.ts';
export { typedWords, withoutMention, withoutPeople } from './typed-words.ts';
export { visible, visibleLine } from './visible.ts';
