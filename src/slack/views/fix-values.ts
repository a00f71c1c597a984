import type { ViewOutput } from '@slack/bolt';
import type { InputBlock, ModalView } from '@slack/types';
import { contains, formatPrefix, readIpv4, readPrefix } from '../../core/net/address.ts';
import { isServer } from '../../core/plans/ntp/command.ts';
import type { Missing } from '../../core/plans/proposal.ts';
import { VALUES_VIEW } from '../changes/ids.ts';
import type { Incoming } from '../incoming.ts';
import { type FixWanted, fixWords } from './fix-opening.ts';

/** What the form is opened with; it travels through Slack and comes back with what was typed. */
export interface FixOpening extends Pick<Incoming, 'place' | 'at'> {
  readonly wanted: FixWanted;
}

/** The form for the values that a plan lacks. */
export function valuesView(opening: FixOpening): ModalView {
  const { missing, likely, ...wanted } = opening.wanted;
  return {
    type: 'modal',
    callback_id: VALUES_VIEW,
    private_metadata: JSON.stringify(opening),
    title: plain('Plan the fix'),
    submit: plain('Plan it'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'section',
        text: plain(
          `${wanted.rule} on ${wanted.host}. Nothing is changed by this: the plan comes first, and a second person confirms it.`,
        ),
      },
      ...missing.map((each) => input(each, each.name === 'network' ? likely : undefined)),
    ],
  };
}

const plain = (text: string) => ({ type: 'plain_text' as const, text, emoji: false });

const MOST = { network: 40, gateway: 40, servers: 900 } as const;
const FORM = {
  network: 'A prefix, such as 192.168.40.0/24',
  gateway: 'An address, such as 192.168.20.1',
  servers: 'All of them, with commas between, such as 10.0.0.5, ntp1.example.com',
} as const;

/** Without it a clock that guests would see jump is not corrected. */
const CONSIDERED = 'considered';

function tick({ name, question }: Missing): InputBlock {
  const option = { text: plain('Yes: they may jump, or cannot'), value: CONSIDERED };
  return {
    type: 'input',
    block_id: name,
    optional: true,
    label: plain(question),
    hint: plain(
      'They follow a step when they start, move, resume or are reverted. Without the tick a big step is refused.',
    ),
    element: { type: 'checkboxes', action_id: 'value', options: [option] },
  };
}

function input(missing: Missing, initial: string | undefined): InputBlock {
  const { name, question, within } = missing;
  if (name === 'guests') return tick(missing);
  const hint = within.length === 0 ? FORM[name] : `It lies in ${within.join(' or ')}`;
  return {
    type: 'input',
    block_id: name,
    label: plain(question),
    hint: plain(`${hint}.`),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      max_length: MOST[name],
      ...(initial !== undefined && initial.length <= MOST[name] && { initial_value: initial }),
    },
  };
}

/** The words to ask, or what is wrong by block; null where Slack gives back something else than was opened. */
export function readValues(
  view: ViewOutput,
): Pick<Incoming, 'place' | 'at' | 'words'> | { readonly errors: Record<string, string> } | null {
  const opening = openingOf(view.private_metadata);
  if (opening === null) return null;
  const { missing, likely: _, ...wanted } = opening.wanted;
  const errors: Record<string, string> = {};
  const given: { network?: string; gateway?: string; servers?: readonly string[]; guests?: boolean } = {};
  for (const { name, within } of missing) {
    const { value, selected_options: ticked } = view.state.values[name]?.value ?? {};
    const typed = value?.trim() ?? '';
    const fault = name === 'guests' ? null : faultOf(name, typed, within);
    if (fault !== null) errors[name] = fault;
    else if (name === 'guests') given.guests = (ticked ?? []).some((each) => each.value === CONSIDERED);
    else if (name === 'servers') given.servers = serversIn(typed);
    else given[name] = typed;
  }
  if (Object.keys(errors).length > 0) return { errors };
  const { place, at } = opening;
  return { place, ...(at && { at }), words: fixWords({ ...wanted, ...given }) };
}

function faultOf(name: 'network' | 'gateway' | 'servers', typed: string, within: readonly string[]): string | null {
  switch (name) {
    case 'network':
      return networkFault(typed);
    case 'gateway':
      return gatewayFault(typed, within);
    case 'servers':
      return serversFault(typed);
  }
}

const serversIn = (typed: string) => [...new Set(typed.split(/[\s,]+/).filter((each) => each !== ''))];

function serversFault(typed: string): string | null {
  const servers = serversIn(typed);
  const wrong = servers.find((each) => !isServer(each));
  if (servers.length === 0) return 'These are all that the host asks then, so name at least one.';
  return wrong === undefined ? null : `${wrong} is no address and no name.`;
}

function networkFault(typed: string): string | null {
  const prefix = readPrefix(typed);
  if (prefix === null) return 'This is no prefix: four numbers and a length, such as 192.168.40.0/24.';
  return prefix.hadHostBits ? `This is an address in ${formatPrefix(prefix)}: give the prefix itself.` : null;
}

function gatewayFault(typed: string, within: readonly string[]): string | null {
  const address = readIpv4(typed);
  if (address === null) return 'This is no address: four numbers, such as 192.168.20.1.';
  const subnets = within.flatMap((subnet) => readPrefix(subnet) ?? []);
  if (subnets.length === 0 || subnets.some((subnet) => contains(subnet, address))) return null;
  return `This lies outside ${within.join(' and ')}, so the host could not reach it.`;
}

function openingOf(metadata: string): FixOpening | null {
  try {
    const { place, wanted, ...rest } = JSON.parse(metadata) as FixOpening;
    const isWhole =
      typeof place?.channel === 'string' && typeof wanted?.host === 'string' && Array.isArray(wanted.missing);
    return isWhole ? { place, wanted, ...rest } : null;
  } catch {
    return null;
  }
}
