import type { KernelClock, Link, TimeJudgement } from './judgement.ts';
import { awayText } from './kernel-clock.ts';

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
      return [...awayTexts(clock, cause), ...mendedText(clock)].join(' ');
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

/** How far off it is follows from it; anything else that is in the way stands beside it. */
function awayTexts(clock: KernelClock, cause: Link | null): readonly string[] {
  if (cause?.reason === 'runaway') return [cause.text];
  return [`${awayText(clock)}.`, ...(cause === null ? [] : [cause.text])];
}

function mendedText({ repair, affected }: KernelClock): readonly string[] {
  return repair === null
    ? []
    : [`ESXi ${repair.updates} mends ${affected === true ? 'it' : 'the fault that is known to do so'}.`];
}

function unknown(links: readonly Link[]): string {
  const set = links.find(({ link, state }) => link === 'configured' && state === 'holds');
  const commands = [...new Set(links.flatMap(({ missing }) => missing))].slice(0, 2);
  const ask = commands.length === 0 ? '' : ` ${commands.map((each) => `\`${each}\``).join(' and ')} would show it.`;
  const said = set === undefined ? '' : ` ${set.text} That it is configured does not say that it is in sync.`;
  return `Whether the time is right is not known.${said}${ask}`;
}
