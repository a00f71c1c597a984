import { SAMPLES } from '../samples/index.ts';
import type { Paint } from './paint.ts';
import { labelOf } from './subjects.ts';

/** The sample hosts, one a line; `configured` are the names of the inventory, which come before theirs. */
export function samples({ code }: Paint, configured: readonly string[] = []): string {
  const all = SAMPLES.map(({ name, about }) => ({ label: labelOf({ kind: 'sample', name }, configured), about }));
  const longest = Math.max(...all.map(({ label }) => label.length));
  return all.map(({ label, about }) => `  ${code(label.padEnd(longest))}  ${about}\n`).join('');
}

/** What stands above the first prompt. */
export function welcome(paint: Paint, configured: readonly string[] = []): string {
  const count = configured.length;
  const own = count === 0 ? '' : `${count} ${count === 1 ? 'host' : 'hosts'} in the inventory: type \`hosts\`. `;
  return `${paint.bold('vmkbot')} answers from what an ESX or ESXi host printed. ${own}Sample hosts:\n\n${samples(paint, configured)}\nType \`use NAME\`, then ask, for example: check · why does vMotion use vmk0 · route 10.0.5.9. Or \`paste\` your own. \`help\` tells the rest.\n`;
}

const WORDS = [
  ['hosts, hosts test NAME, hosts pin NAME', 'the configured hosts; what works on one; its host key'],
  ['samples', 'list the sample hosts'],
  ['use NAME', 'make a configured or a sample host the current one'],
  ['paste', 'make your own paste the current one; end it with a line that holds only a full stop'],
  ['(pasted output)', 'taken as a paste without the word, where it has the shape of an output'],
  ['show', 'the current transcript with its line numbers'],
  ['check, route ADDRESS, service NAME, what-if CHANGE, state', 'the verbs, on the current host'],
  ['compare NAME [NAME]', 'the current host with another, or two others'],
  ['why …, or any question', 'an answer in plain words'],
  ['help VERB, help RULE, schema NAME', 'more on each'],
  ['quit', 'leave (Ctrl-D, Ctrl-C; while a host is read, Ctrl-C ends that)'],
] as const;

/** What can be typed. */
export function help({ code }: Paint): string {
  const longest = Math.max(...WORDS.map(([words]) => words.length));
  return WORDS.map(([words, is]) => `  ${code(words.padEnd(longest))}  ${is}\n`).join('');
}
