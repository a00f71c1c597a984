import type { LogLine } from '../esxi/log-state.ts';
import { usableUplinks } from '../esxi/team.ts';
import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { rule } from './rule.ts';

const TAKEN_DOWN = /Taking down physical NIC ((?:vmnic|vusb)\d{1,4}) because the link is (?:flapping|unstable)/;

/** Nobody reads more lines of one NIC; the facts count them all. */
const FIRST = 3;
const LAST = 9;

/** A NIC that the host itself took down, because its link went up and down too often. */
export const linkFlapping = rule({
  id: 'link-flapping',
  title: 'The host took an uplink down because its link was flapping',
  severity: 'risk',
  certainty: 'reported',
  sources: ['KB324499', 'KB411524'],
  needs: [{ section: 'logs', command: "grep -E 'link is (flapping|unstable)' /var/log/vobd.log" }],
  also: ['vswitches', 'uplinks'],

  check: ({ logs, vswitches = [], uplinks = [] }) => {
    return [...takenDown(logs)].map(([uplink, own]) => {
      const on = vswitches.filter(({ uplinks: all }) => all?.includes(uplink));
      const alone = on.filter((each) => usableUplinks(each).every((name) => name === uplink));
      const now = uplinks.find(({ name }) => name === uplink);
      return {
        ...(alone.length > 0 ? { severity: 'error' as const } : {}),
        facts: {
          uplink,
          times: own.length,
          last: own.at(-1)!.at,
          vswitches: on.map(({ name }) => name),
          alone: alone.map(({ name }) => name),
          link: now?.link ?? null,
        },
        evidence: [
          ...[...own.slice(0, FIRST), ...own.slice(FIRST).slice(-LAST)].map((line) => line.evidence),
          ...on.flatMap((each) => shown(each, 'uplinks')),
          ...(now === undefined ? [] : shown(now, 'link')),
        ],
      };
    });
  },

  explain: ({ uplink, times, last, vswitches, alone, link }) => ({
    problem: `The host took ${uplink} down ${times === 1 ? 'once' : `${times} times`}${last === null ? '' : `, last at ${last}`}, because its link was flapping${link === null ? '' : `; it is ${link} now`}.`,
    why: `When a link goes down more often in a minute than Net.LinkFlappingThreshold allows (60 by default), the host switches the NIC off to end the failovers.${alone.length === 0 ? '' : ` ${list(alone)} has no other uplink, so all that it carries was cut off.`} A cable put back does not prove that it is up again.`,
    todo: `Have cable, optics, switch port and the driver of ${uplink} looked at first; then look at its link with \`esxcli network nic list\`, and bring it up with \`esxcli network nic up -n ${uplink}\` where it is still down${vswitches.length === 0 ? '' : ` (it belongs to ${list(vswitches)})`}. Leave the threshold as it is.`,
  }),
});

/** The lines of each NIC, in one pass: a log may hold nothing else. */
function takenDown(logs: readonly LogLine[]): ReadonlyMap<string, readonly LogLine[]> {
  const byNic = new Map<string, LogLine[]>();
  for (const line of logs) {
    const uplink = TAKEN_DOWN.exec(line.text)?.[1];
    if (uplink === undefined) continue;
    const own = byNic.get(uplink);
    if (own === undefined) byNic.set(uplink, [line]);
    else own.push(line);
  }
  return byNic;
}
