/** Words that are whole wherever a paste ends. */
const WHOLE =
  /^(?:true|false|STATIC|DHCP|MANUAL|NONE|Full|Half|Up|Down|defaultTcpipStack|\(incomplete\)|\d+%|sec|loss|Supported)$/i;

/** True where the last word of the text could be the beginning of a longer one. */
export function endsOpen(text: string): boolean {
  const last = text.trim().split(/\s+/).at(-1);
  return last !== undefined && last !== '' && !WHOLE.test(last);
}
