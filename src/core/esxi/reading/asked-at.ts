/** When a command was sent and when its answer had come, in milliseconds since 1970 by the clock of whoever sent it. */
export interface Asked {
  readonly askedAt: number;
  readonly answeredAt: number;
}

const STAMP = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
const REMARK = new RegExp(`\\s# asked (${STAMP}) answered (${STAMP})\\s*$`);

/** The remark that stands behind a command in a transcript of ours: a shell takes no notice of it. */
export function askedRemark({ askedAt, answeredAt }: Asked): string {
  return ` # asked ${new Date(askedAt).toISOString()} answered ${new Date(answeredAt).toISOString()}`;
}

/**
 * When a command was asked, where a line says so behind it. Only the line of a prompt is looked at, and what a host prints is never
 * left to look like one, so no host can tell of itself that it was asked at another time.
 */
export function askedIn(line: string, command: string): { readonly asked?: Asked } {
  if (command === '' || !line.includes('# asked ')) return {};
  const [askedAt, answeredAt] = (REMARK.exec(line) ?? []).slice(1).map(Date.parse);
  if (askedAt === undefined || answeredAt === undefined || !(askedAt <= answeredAt)) return {};
  return { asked: { askedAt, answeredAt } };
}
