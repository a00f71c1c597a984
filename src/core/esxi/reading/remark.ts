/** What people write behind a value, and mark as their own: `<= added by hand`, `# the bad one`, `// ?`. */
const REMARK = /\s+(?:<[=-]+|[=-]+>|#|\/\/|\u2190)\s*\S.*$/;

export function withoutRemark(text: string): string {
  return text.replace(REMARK, '');
}
