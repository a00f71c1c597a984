import { readCommandLine } from './reading/command-line.ts';
import type { ReadPassage } from './reading/hosts.ts';

/** Listings that print nothing at all where there is nothing to list, with the section that they then show to be none. */
const PRINTS_NOTHING: Readonly<Record<string, string>> = {
  'esxcli storage nfs list': 'nfs',
  'esxcfg-nas -l': 'nfs',
  'esxcli iscsi networkportal list': 'iscsi',
  'esxcli iscsi adapter list': 'iscsiAdapters',
  'esxcli iscsi physicalnetworkportal list': 'iscsiPorts',
  'esxcli network ip neighbor list': 'neighbors',
  'esxcfg-route -n': 'neighbors',
  'esxcli network ip connection list': 'connections',
};

const OPTIONS: Readonly<Record<string, string>> = { '--interface-name': '-i', '--interface': '-i', '--netstack': '-N' };

/** A command in one spelling, however its words were quoted and its options written. */
export function spelt(command: string): string {
  const words = readCommandLine(command).words.flatMap((word) => {
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    return equals < 0 ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
  });
  return words
    .map((word) => OPTIONS[word] ?? word)
    .join(' ')
    .replace(/^localcli /, 'esxcli ');
}

/** The commands whose whole output stands in the transcript: pasting them again would show nothing more. */
export function askedIn(passages: readonly ReadPassage[]): readonly string[] {
  const asked = passages.filter(({ passage, said }) => isWhole({ passage, said }) && passage.command.text !== '');
  return [...new Set(asked.map(({ passage }) => spelt(passage.command.text)))];
}

/** The sections that a listing between two prompts shows to be none: a paste that was cut has no prompt below it. */
export function shownToBeNone(passages: readonly ReadPassage[]): ReadonlySet<string> {
  const none = passages.filter((each) => isWhole(each) && isBlank(each) && !each.passage.command.partial);
  return new Set(none.flatMap(({ passage }) => PRINTS_NOTHING[spelt(passage.command.text)] ?? []));
}

function isWhole({ passage, said }: ReadPassage): boolean {
  const seen = passage.prompted || said.facts.length > 0;
  return (
    seen && passage.ended && said.unread.length === 0 && said.assumptions.every(({ kind }) => kind === 'characters')
  );
}

function isBlank({ passage, said }: ReadPassage): boolean {
  return passage.prompted && said.facts.length === 0 && passage.lines.every(({ text }) => text.trim() === '');
}
