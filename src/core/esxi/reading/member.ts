/** What vm-support calls the files that are read; anything else is not repeated behind a command. */
const PATH = String.raw`(?=.{1,200}$)(?:commands|etc|scratch|var)(?:/[\w.+~-]+)+`;
const WHOLE = new RegExp(`^${PATH}$`);
const REMARK = new RegExp(String.raw`\s# from (${PATH})$`);

/** The remark behind a command that names the member of a support bundle which holds its output; empty where the name is an odd one. */
export function memberRemark(path: string): string {
  return WHOLE.test(path) ? ` # from ${path}` : '';
}

/** The member of a support bundle that a command's output was read from, where the line of its prompt says so. */
export function memberIn(line: string, command: string): { readonly member?: string } {
  if (command === '' || !line.includes(' # from ')) return {};
  const member = REMARK.exec(line.trimEnd())?.[1];
  return member === undefined ? {} : { member };
}
