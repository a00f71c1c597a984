/** Text with plain spaces for all kinds of blanks, and without what has no width: both come from copying out of web pages. */
export function withoutUnseen(text: string): string {
  return text
    .replace(/\p{Zs}/gu, ' ')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/(?!\s)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
}
