/** Whether a rule is of the group on time. */
export function isTimeRule(id: string): boolean {
  return /^(?:ntp-|clock-|guest-time-)/.test(id);
}
