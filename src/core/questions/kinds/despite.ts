import { fits, has, namesOf, type Reading } from '../reading.ts';
import { blank, type Kind } from './kind.ts';

/** "I added a route for 10.8.0.0/16 via 10.5.7.1 but 10.8.1.9 still goes by vmk0": the path of what does not follow it. */
export const despite: Kind = (reading) => {
  const but = reading.terms.findIndex(({ text }) => BUT.test(text));
  if (but === -1 || !has(reading, 'add', 'path') || !fits(reading, 'route|routes|routed|entry')) return null;
  const destination = namesOf(reading, 'address').find(({ at }) => at > but)?.text;
  if (destination === undefined || !namesOf(reading, 'address').some(({ at }) => at < but)) return null;
  const vmknic = namesOf(reading, 'vmknic').find(({ at }) => at > but)?.text ?? null;
  return { ...blank('path'), destination, vmknic, ...notBy(reading, but, vmknic) };
};

const BUT = /^(but|but not|but still|yet|however)$/;

function notBy({ terms }: Reading, but: number, vmknic: string | null): { readonly negated?: true } {
  return vmknic !== null && terms.slice(but).some(({ tags }) => tags.has('not')) ? { negated: true } : {};
}
