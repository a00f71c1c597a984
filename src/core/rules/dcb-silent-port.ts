import type { Uplink } from '../esxi/host-state.ts';
import { shown } from '../services/adapters.ts';
import { list } from '../services/choice.ts';
import { rule } from './rule.ts';

const TEN_GIGABIT = 10_000;

/** A 10 Gb port with link that has received nothing at all. */
export const dcbSilentPort = rule({
  id: 'dcb-silent-port',
  title: 'A 10 Gb port has link and receives nothing',
  severity: 'risk',
  certainty: 'inferred',
  sources: ['S004'],
  needs: [{ section: 'uplinks', command: 'esxcli network nic list' }],

  check: ({ uplinks }) =>
    uplinks.filter(isSilent).map((uplink) => {
      const heard = uplinks.filter(({ received, dcb }) => (received ?? 0) > 0 && dcb === true);
      // The reported case: bridging off where nothing is heard, on where something is.
      const reported = uplink.dcb === false && heard.length > 0;
      return {
        facts: {
          uplink: uplink.name,
          speedMbps: uplink.speedMbps!,
          sent: uplink.sent ?? null,
          dcb: uplink.dcb ?? null,
          heard: heard.map(({ name }) => name),
        },
        evidence: [
          ...shown(uplink, 'link', 'received', 'sent', 'dcb'),
          ...(reported ? heard.flatMap((each) => shown(each, 'received', 'dcb')) : []),
        ],
        ...(reported ? ({ severity: 'error', certainty: 'reported' } as const) : {}),
      };
    }),

  explain: ({ uplink, dcb, heard }) => ({
    problem: `${uplink} has link and has not received a single packet${dcb === false && heard.length > 0 ? `; its data center bridging is off, and on for ${list(heard)}, which ${heard.length === 1 ? 'receives' : 'receive'}` : ''}.`,
    why: WHY[String(dcb) as keyof typeof WHY],
    todo:
      dcb === true
        ? 'Look at the switch port: blocked, in no VLAN of this host, or part of a bundle that this side does not know.'
        : 'Rule out the switch port, its VLANs and the teaming first. Then, with the host in maintenance mode, enable DCB for this port in the firmware of the server and restart.',
  }),
});

const WHY = {
  true: 'Bridging is on here, so this is not the reported case of a port that stays silent until it is enabled.',
  false:
    'On one card and switch nothing passed until the DCB protocol of the port was enabled in its firmware. Why is not established: the author suspected the exchange of DCBX with the switch.',
  null: 'That is a blocked or wrongly configured switch port as a rule; on one card and switch it was the DCB protocol, disabled in the firmware of the port. Whether it is here, `esxcli network nic dcb status get` may show.',
} as const;

function isSilent({ link, speedMbps, received }: Uplink): boolean {
  return link === 'up' && received === 0 && (speedMbps ?? 0) >= TEN_GIGABIT;
}
