import type { KnownBlock } from '@slack/types';
import type { Page } from '../slack/message.ts';
import { inline, pageOf, paragraph, suggestionButtons } from '../slack/render/index.ts';

/** Something to try, for each document that the project grew from: what it is about, and words to ask. */
export interface ToTry {
  readonly source: 'S000' | 'S001' | 'S002' | 'S003' | 'S004';
  readonly about: string;
  readonly words: string;
}

/** The hosts are those of the lab's scenarios. */
export const TO_TRY: readonly ToTry[] = [
  {
    source: 'S003',
    about: '`shared` has management and vMotion in one subnet.',
    words: 'why does vMotion use vmk0 on shared',
  },
  {
    source: 'S000',
    about: '`provider` is hosted, with a public and a LAN adapter; LAN clients dial it and get no answer.',
    words: "why can't 10.44.40.0/24 reach vmk1 on provider",
  },
  {
    source: 'S002',
    about: '`esxi41` is denied the NFS share that the ESX host beside it mounts.',
    words: 'why is NFS to 10.66.8.50 denied on esxi41',
  },
  {
    source: 'S001',
    about: '`esx35` says “Unable to set VMkernel gateway” when it starts.',
    words: 'check esx35',
  },
  {
    source: 'S004',
    about: 'vMotion from `pair-a` to `pair-b` fails, though each answers a ping.',
    words: 'compare pair-a pair-b',
  },
];

/** What a policy of the local workspace refuses to somebody. */
export const REFUSED = { as: 'netops', words: 'check esxi41' } as const;

/** A change that two people make, and one that is taken back since it loses a protected peer. */
export const TO_CHANGE = {
  as: 'netops',
  good: 'fix return-path provider 10.44.40.0/24 via 10.44.20.1',
  bad: 'fix route provider add 203.0.113.0/24 via 10.44.20.1',
} as const;

/** The bot's first message in the local workspace. */
export function welcomePage(): Page {
  const intro =
    'I tell why an ESX or ESXi host sends its traffic where it does, from what the host prints. These hosts are simulated; five things to try:';
  const more =
    'Or type `/vmk help`, paste an output and mention me, or use the menu of any message with an output: Diagnose this output.';
  const change = `To change a host, type \`/vmk ${TO_CHANGE.good}\`; then become \`${TO_CHANGE.as}\` and press Confirm. One that goes wrong is taken back: \`/vmk ${TO_CHANGE.bad}\`.`;
  const refused = `And one thing to be refused: become \`${REFUSED.as}\` and type \`/vmk ${REFUSED.words}\`; you alone are told why.`;
  const items = TO_TRY.flatMap(({ about, words }): KnownBlock[] => [said(about), ...suggestionButtons([words])]);
  return pageOf([said(intro), ...items, said(change), said(refused), said(more)]);
}

function said(text: string): KnownBlock {
  return { type: 'rich_text', elements: [paragraph(inline(text))] };
}
