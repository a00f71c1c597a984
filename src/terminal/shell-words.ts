import { SAMPLES } from '../samples/index.ts';
import type { Paint } from './paint.ts';

/** The sample hosts, one a line. */
export function hosts({ code }: Paint): string {
  const longest = Math.max(...SAMPLES.map(({ name }) => name.length));
  return SAMPLES.map(({ name, about }) => `  ${code(name.padEnd(longest))}  ${about}\n`).join('');
}

/** What stands above the first prompt. */
export function welcome(paint: Paint): string {
  return `${paint.bold('vmkbot')} answers from what an ESX or ESXi host printed. Sample hosts:\n\n${hosts(paint)}\nType \`use NAME\`, then ask, for example: check · why does vMotion use vmk0 · route 10.0.5.9. Or \`paste\` your own. \`help\` tells the rest.\n`;
}

const WORDS = [
  ['hosts', 'list the sample hosts'],
  ['use NAME', 'make a sample host the current one'],
  ['paste', 'make your own paste the current one; end it with a line that holds only a full stop'],
  ['(pasted output)', 'taken as a paste without the word, where it has the shape of an output'],
  ['show', 'the current transcript with its line numbers'],
  ['check, route ADDRESS, service NAME, what-if CHANGE, state', 'the verbs, on the current host'],
  ['compare NAME [NAME]', 'the current host with a sample host, or two sample hosts'],
  ['why …, or any question', 'an answer in plain words'],
  ['help VERB, help RULE, schema NAME', 'more on each'],
  ['quit', 'leave (Ctrl-D, Ctrl-C)'],
] as const;

/** What can be typed. */
export function help({ code }: Paint): string {
  const longest = Math.max(...WORDS.map(([words]) => words.length));
  return WORDS.map(([words, is]) => `  ${code(words.padEnd(longest))}  ${is}\n`).join('');
}
