/** What people write behind a value, and mark as their own: `<= added by hand`, `# the bad one`, `// ?`. */
const REMARK = /(?<=\s)(?:<[=-]{1,4}|[=-]{1,4}>|#|\/\/|\u2190)\s*\S/;

export function withoutRemark(text: string): string {
  const at = text.search(REMARK);
  return at < 0 ? text : text.slice(0, at).trimEnd();
}
