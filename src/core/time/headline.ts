import type { Link, TimeJudgement } from './judgement.ts';

/** The first line: what is so, or the first thing that is in the way. */
export function headline({ state, cause, links, clock }: TimeJudgement): string {
  const follows = links.find(({ link }) => link === 'selected')!;
  const off = links.find(({ link }) => link === 'offset')!;
  switch (state) {
    case 'synchronised':
      return `Time is synchronised. ${follows.text}${off.state === 'holds' ? ` ${off.text}` : ' How far it is off was not captured.'}`;
    case 'off':
      return `Time is off although it has a server. ${follows.text} ${off.text}`;
    case 'runaway':
      return `The clock runs away: the kernel means to correct it by ${Math.round((clock.adjtimeUs ?? 0) / 1e6)} s.${cause === null ? '' : ` ${cause.text}`}`;
    case 'other-source':
      return 'PTP sets this clock, and I judge NTP alone: whether it is right is not known from here.';
    case 'unknown':
      return cause === null ? unknown(links) : `Time is not synchronised. ${cause.text}`;
    case 'starting':
      return `NTP is starting. ${cause?.text ?? ''} Look again within 15 minutes.`;
    case 'not-configured':
    case 'stopped':
    case 'blocked':
    case 'unreachable':
    case 'rejected':
      return `Time is not synchronised. ${cause?.text ?? ''}`;
  }
}

function unknown(links: readonly Link[]): string {
  const set = links.find(({ link, state }) => link === 'configured' && state === 'holds');
  const commands = [...new Set(links.flatMap(({ missing }) => missing))].slice(0, 2);
  const ask = commands.length === 0 ? '' : ` ${commands.map((each) => `\`${each}\``).join(' and ')} would show it.`;
  const said = set === undefined ? '' : ` ${set.text} That it is configured does not say that it is in sync.`;
  return `Whether the time is right is not known.${said}${ask}`;
}
